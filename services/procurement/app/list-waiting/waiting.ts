import type { listProcurementWaiting, ResponseOf } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import type { Reader } from '../persistence/reader.js';
import type { BidSealer } from '../sealing/bid-sealer.js';

export type Waiting = ResponseOf<typeof listProcurementWaiting>['items'][number];

interface Row {
  readonly action: Waiting['action'];
  readonly purchase_id: string;
  readonly title: string;
  readonly tender_id: string | null;
  readonly contract_id: string | null;
  readonly challenge_id: string | null;
  readonly since: Date;
  readonly until: Date | null;
}

const NONE = 'NULL::uuid';

/** $1 region, $2 the purchaser's organisation. */
const PURCHASER = `
  SELECT CASE p.status WHEN 'reserved' THEN 'publish-tender' ELSE 'revise-plan' END AS action, p.id AS purchase_id, p.title, ${NONE} AS tender_id,
         ${NONE} AS contract_id, ${NONE} AS challenge_id, p.changed_at AS since, NULL::timestamptz AS until
    FROM own p WHERE p.status IN ('reserved', 'refused')
  UNION ALL SELECT 'compose-panel', p.id, p.title, t.id, ${NONE}, ${NONE}, t.opened_at, NULL FROM own p JOIN tender t ON t.purchase_id = p.id
    WHERE t.status = 'opened' AND t.panel_composed_by IS NULL
  UNION ALL SELECT 'replace-member', p.id, p.title, t.id, ${NONE}, ${NONE}, t.opened_at, NULL FROM own p JOIN tender t ON t.purchase_id = p.id
    WHERE t.status = 'opened' AND EXISTS (SELECT 1 FROM panel_member m WHERE m.tender_id = t.id AND m.interest = 'recused')
  UNION ALL SELECT 'announce-award', p.id, p.title, t.id, ${NONE}, ${NONE}, t.evaluated_at, NULL FROM own p JOIN tender t ON t.purchase_id = p.id
    WHERE t.status = 'evaluated'
  UNION ALL SELECT 'draft-contract', p.id, p.title, t.id, ${NONE}, ${NONE}, a.announced_at, a.sign_until
    FROM own p JOIN tender t ON t.purchase_id = p.id AND t.status = 'awarded' JOIN award a ON a.tender_id = t.id
    WHERE p.status = 'awarded' AND NOT EXISTS (SELECT 1 FROM contract c WHERE c.tender_id = t.id)
  UNION ALL SELECT CASE WHEN c.commitment = 'refused' THEN 'mend-commitment' ELSE 'file-contract' END, p.id, p.title, c.tender_id, c.id, ${NONE}, c.changed_at, NULL
    FROM own p JOIN contract c ON c.purchase_id = p.id WHERE c.status = 'signed' AND (c.filing_no IS NULL OR c.commitment = 'refused')
  UNION ALL SELECT 'decide-challenge', p.id, p.title, g.tender_id, ${NONE}, g.id, g.filed_at, g.reply_until
    FROM own p JOIN challenge g ON g.purchase_id = p.id WHERE g.status = 'filed'`;

/** $3 the approver, who signs nothing that they drafted (R70). */
const APPROVER = `
  SELECT 'sign-contract' AS action, p.id AS purchase_id, p.title, c.tender_id, c.id AS contract_id, ${NONE} AS challenge_id, r.drafted_at AS since,
         a.sign_until AS until
    FROM own p JOIN contract c ON c.purchase_id = p.id JOIN contract_revision r ON r.contract_id = c.id AND r.signed_at IS NULL AND r.drafted_by <> $3
    LEFT JOIN award a ON a.tender_id = c.tender_id AND r.revision = 1
    WHERE c.status IN ('draft', 'signed')`;

const OWN = `WITH own AS (SELECT * FROM purchase WHERE starts_with(jurisdiction, $1) AND purchaser_org_id::text = $2)`;

const MEMBER = `
  SELECT CASE m.interest WHEN 'undeclared' THEN 'declare-interest' ELSE 'score' END AS action, p.id AS purchase_id, p.title, t.id AS tender_id,
         ${NONE} AS contract_id, ${NONE} AS challenge_id, t.opened_at AS since, NULL::timestamptz AS until
    FROM panel_member m JOIN tender t ON t.id = m.tender_id JOIN purchase p ON p.id = t.purchase_id
    WHERE m.member_id = $1 AND t.status = 'opened' AND (m.interest = 'undeclared' OR (m.interest = 'none'
      AND NOT EXISTS (SELECT 1 FROM score_sheet s WHERE s.tender_id = t.id AND s.member_id = m.member_id)))`;

const AGENCY = `
  SELECT 'submit-bid' AS action, p.id AS purchase_id, p.title, t.id AS tender_id, ${NONE} AS contract_id, ${NONE} AS challenge_id,
         t.published_at AS since, t.bids_until AS until
    FROM tender t JOIN purchase p ON p.id = t.purchase_id WHERE t.status = 'open'`;

/** What each of the caller's roles can do now. */
export async function waitingFor(reader: Reader, sealer: BidSealer, caller: Caller): Promise<Waiting[]> {
  const { roles, actorId, orgId, scope } = caller;
  const region = regionPrefix(scope.jurisdiction);
  const rows: Row[] = [];
  if (roles.includes('purchaser')) rows.push(...(await reader.query<Row>(`${OWN} ${PURCHASER}`, [region, orgId ?? ''])));
  if (roles.includes('contract-approver')) rows.push(...(await reader.query<Row>(`${OWN} ${APPROVER}`, [region, orgId ?? '', actorId])));
  if (roles.includes('panel-member')) rows.push(...(await reader.query<Row>(MEMBER, [actorId])));
  if (roles.includes('agency') && orgId !== undefined) rows.push(...(await openToBid(reader, sealer, orgId)));
  return rows.map(waitingOf).toSorted((a, b) => (a.since < b.since ? -1 : 1));
}

/** Tenders in which this agency has no sealed bid yet. */
async function openToBid(reader: Reader, sealer: BidSealer, orgId: string): Promise<Row[]> {
  const open = await reader.query<Row & { readonly tender_id: string }>(AGENCY);
  const tags = open.map(({ tender_id }) => sealer.tagOf(tender_id, orgId));
  const mine = await reader.query<{ tender_id: string }>(`SELECT tender_id FROM bid WHERE bidder_tag = ANY ($1) AND status = 'sealed'`, [tags]);
  return open.filter(({ tender_id }) => !mine.some((bid) => bid.tender_id === tender_id));
}

const waitingOf = (row: Row): Waiting => ({
  action: row.action,
  purchaseId: row.purchase_id,
  title: row.title,
  tenderId: row.tender_id ?? undefined,
  contractId: row.contract_id ?? undefined,
  challengeId: row.challenge_id ?? undefined,
  since: row.since.toISOString(),
  until: row.until?.toISOString(),
});
