import type { Org } from '@goufu/contracts';

/** What a payload says for the timeline, whatever kind of fact it belongs to: the contracts name equal things equally. */
type Payload = Readonly<Record<string, unknown>>;

export interface Told {
  readonly amountFen?: string | undefined;
  readonly about: Readonly<Record<string, string | number | boolean>>;
  /** The agency that the fact is about. */
  readonly agencyOrgId?: string | undefined;
  /** Agencies that may follow the purchase from now on. */
  readonly parties: readonly string[];
  readonly title?: string | undefined;
  readonly purchaser?: Org | undefined;
  readonly agency?: Org | undefined;
  readonly priceFen?: string | undefined;
}

const AMOUNTS = ['fen', 'priceFen', 'totalFen', 'budgetFen', 'shortFen'];
/** Fields that a reader wants to see in a line, as far as the payload has them. */
const ABOUT = [
  'contractNo', 'tenderNo', 'filingNo', 'nameZh', 'titleZh', 'milestoneCode', 'deliverableCode', 'version', 'evaluationCode', 'attempt',
  'scoreBp', 'grade', 'outcome', 'reason', 'trancheNo', 'factorBp', 'deductedFen', 'returnedFen', 'step', 'required', 'requiredApprovals', 'payBy', 'invoiceRef',
  'appealUntil', 'objectionUntil', 'rectificationDue', 'due', 'code', 'stage', 'owner', 'attemptNo', 'entryRef', 'bookedOn',
];

export function toldOf(payload: Payload): Told {
  const agency = orgIn(payload['agency']) ?? orgIn(payload['winner']);
  const agencyOrgId = textIn(payload['agencyOrgId']) ?? textIn(payload['challengerOrgId']) ?? agency?.orgId;
  return {
    amountFen: AMOUNTS.map((name) => textIn(payload[name])).find((amount) => amount !== undefined),
    about: { ...Object.fromEntries(ABOUT.flatMap((name) => (isPlain(payload[name]) ? [[name, payload[name]]] : []))), ...positionIn(payload) },
    agencyOrgId,
    parties: [...new Set([...[agency?.orgId, textIn(payload['challengerOrgId'])].flatMap((orgId) => orgId ?? []), ...biddersIn(payload['bids'])])],
    title: textIn(payload['title']),
    purchaser: orgIn(payload['purchaser']),
    agency,
    priceFen: textIn(payload['priceFen']),
  };
}

const isPlain = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const recordIn = (value: unknown): Payload => (typeof value === 'object' && value !== null ? { ...value } : {});

function orgIn(value: unknown): Org | undefined {
  const { orgId, uscc, nameZh } = recordIn(value);
  return typeof orgId === 'string' && typeof uscc === 'string' && typeof nameZh === 'string' ? { orgId, uscc, nameZh } : undefined;
}

const biddersIn = (bids: unknown): string[] => (Array.isArray(bids) ? bids.flatMap((bid) => orgIn(recordIn(bid)['org'])?.orgId ?? []) : []);

/** Where an agency stood in the ranking and where it stands now. */
function positionIn({ before, after }: Payload): Told['about'] {
  const [from, to] = [recordIn(before)['position'], recordIn(after)['position']];
  return { ...(typeof from === 'number' ? { positionBefore: from } : {}), ...(typeof to === 'number' ? { positionAfter: to } : {}) };
}
