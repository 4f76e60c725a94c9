import { expect, it } from '@jest/globals';
import {
  acceptanceCertified,
  appealDecided,
  appealFiled,
  contractFiled,
  contractResumed,
  contractSigned,
  contractSuspended,
  contractTerminated,
  milestoneReached,
  projectClosed,
  purchaseCancelled,
  purchasePlanned,
  rectificationAccepted,
  resultPublished,
  resultRevised,
  tenderVoided,
  type Grade,
} from '@goufu/contracts';
import { hostileDelivery, type HostileFact, type Query } from '@goufu/testing';
import { accountId } from '../persistence/ledger.repository.js';
import { contractTerms, migrations } from '../specs/world.js';

const id = (n: number): string => `0198f0a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const LINE = id(1);
const [paid, cancelled, voided, ended, poor] = [id(11), id(12), id(13), id(14), id(15)];
const [contractId, endedContract] = [id(21), id(22)];
const agencyOrgId = id(31);
const base = { projectId: id(41), contractId, agencyOrgId };

const terms = (contract: string, first: number) => {
  const drawn = contractTerms(LINE, { contractId: contract, tenderId: id(51), payeeAccountId: id(52), contractNo: contract });
  return { ...drawn, tranches: drawn.tranches.map((tranche, i) => ({ ...tranche, trancheId: id(first + i) })) };
};
const planned = (subject: string, fen: string): HostileFact => ({
  contract: purchasePlanned,
  subject,
  data: {
    purchaser: { orgId: id(61), uscc: '11510104MB00000019', nameZh: '锦江区示例民政局' },
    title: '社区社会工作服务',
    directoryItem: { code: 'A0101', nameZh: '社区社会工作' },
    category: 'community',
    totalFen: fen,
    asks: [{ lineId: LINE, year: 2026, fen }],
    profileVersion: 'spec',
  },
});
const result = (n: number, evaluationCode: string, grade: Grade, over: { attempt?: number; revision?: number } = {}) => ({
  resultId: id(100 + n),
  revision: 1,
  roundId: id(200 + n),
  contractId,
  agencyOrgId,
  evaluationCode,
  kind: 'mid-term' as const,
  attempt: 1,
  scoreBp: 8_000,
  grade,
  vetoes: [],
  templateId: id(71),
  templateVersion: 1,
  profileVersion: 'spec',
  publishedAt: '2026-09-30T08:00:00.000Z',
  ...over,
});
const appeal = { appealId: id(81), resultId: id(102), roundId: id(202), contractId, agencyOrgId, evaluationCode: 'second', attempt: 1 };
const change = { contractId, reason: '投诉处理', fault: 'neither', effectiveOn: '2026-06-01' } as const;

/** Every fact that funding acts on: one contract to its end, a purchase given up, one voided, one ended early, one too dear. */
const facts: HostileFact[] = [
  planned(paid, '600000000'),
  { contract: contractSigned, subject: paid, data: terms(contractId, 300) },
  { contract: contractFiled, subject: paid, data: { contractId, filingNo: '备〔2026〕1号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' } },
  { contract: contractSuspended, subject: paid, data: change },
  { contract: contractResumed, subject: paid, data: change },
  { contract: milestoneReached, subject: paid, data: { ...base, milestoneCode: 'six-months', nameZh: '中期', evidenceIds: [] } },
  { contract: resultPublished, subject: paid, data: result(1, 'mid-term', 'good') },
  { contract: resultRevised, subject: paid, data: { ...result(1, 'mid-term', 'excellent', { revision: 2 }), supersedes: id(101) } },
  { contract: appealFiled, subject: paid, data: { ...appeal, filedAt: '2026-10-01T08:00:00.000Z' } },
  { contract: appealDecided, subject: paid, data: { ...appeal, outcome: 'dismissed', decidedAt: '2026-10-09T08:00:00.000Z' } },
  { contract: resultPublished, subject: paid, data: result(2, 'second', 'fail') },
  { contract: rectificationAccepted, subject: paid, data: { ...base, rectificationId: id(91), resultId: id(102), evaluationCode: 'second', attempt: 1, due: '2026-10-30T15:59:59.999Z', grade: 'fail' } },
  { contract: resultPublished, subject: paid, data: result(3, 'second', 'fail', { attempt: 2 }) },
  { contract: acceptanceCertified, subject: paid, data: { ...base, certificateId: id(92), outcome: 'passed', certifiedOn: '2027-02-20', evidenceIds: [] } },
  { contract: resultPublished, subject: paid, data: result(4, 'final', 'excellent') },
  { contract: projectClosed, subject: paid, data: { ...base, outcome: 'completed', closedOn: '2027-03-01' } },
  planned(cancelled, '1000000'),
  { contract: purchaseCancelled, subject: cancelled, data: { reason: '需求变化', cancelledAt: '2026-03-05T01:00:00.000Z' } },
  planned(voided, '2000000'),
  { contract: tenderVoided, subject: voided, data: { tenderId: id(93), reason: '投标人不足三家', rule: 'R43', retender: false, voidedAt: '2026-03-20T01:00:00.000Z' } },
  planned(ended, '591500000'),
  { contract: contractSigned, subject: ended, data: terms(endedContract, 400) },
  { contract: contractTerminated, subject: ended, data: { ...change, contractId: endedContract, fault: 'agency' } },
  planned(poor, '99999999999'),
];

async function arrange(query: Query): Promise<void> {
  await query(
    `INSERT INTO budget_line (id, jurisdiction, fiscal_year, title, source, allowed_use, appropriated_fen, origin_year, opened_by, opened_at)
     VALUES ($1, '510104', 2026, '社区社会工作', 'district-budget', '社会工作', 2000000000, 2026, 'officer', '2026-01-01')`,
    [LINE],
  );
  for (const account of [{ book: 'budget', stage: 'available' }, { book: 'cash', stage: 'treasury' }] as const) {
    await query(
      `INSERT INTO line_account (id, book, stage, line_id, fiscal_year, jurisdiction, balance_fen) VALUES ($1, $2, $3, $4, 2026, '510104', 2000000000)`,
      [accountId({ ...account, lineId: LINE, year: 2026 }), account.book, account.stage, LINE],
    );
  }
}

/** What must not depend on the delivery: where every fen stands. How often something was told may. */
async function observe(query: Query) {
  return {
    tranches: await query(`SELECT contract_id, tranche_no, stage, released_fen FROM tranche ORDER BY contract_id, tranche_no`),
    reservations: await query(`SELECT purchase_id, state FROM reservation ORDER BY purchase_id`),
    contracts: await query(`SELECT id, state FROM contract ORDER BY id`),
    accounts: await query<{ account: string; fen: string }>(
      `SELECT 'line/' || book || '/' || stage AS account, balance_fen::text AS fen FROM line_account
       UNION ALL SELECT 'holding/' || stage, sum(balance_fen)::text FROM holding_account GROUP BY stage ORDER BY 1`,
    ),
    waiting: await query(`SELECT waits_for FROM held_record WHERE state <> 'discarded'`),
  };
}

it('leaves every fen where it belongs, however the facts are delivered', async () => {
  const seen = await hostileDelivery({ service: 'funding', main: new URL('../../dist/app/main.js', import.meta.url), migrations, facts, arrange, observe });
  expect(seen.tranches).toEqual([
    { contract_id: contractId, tranche_no: 1, stage: 'payable', released_fen: '295750000' },
    { contract_id: contractId, tranche_no: 2, stage: 'payable', released_fen: '101856300' },
    { contract_id: contractId, tranche_no: 3, stage: 'cancelled', released_fen: '0' },
    { contract_id: contractId, tranche_no: 4, stage: 'payable', released_fen: '75593700' },
    ...[1, 2, 3, 4].map((no) => ({ contract_id: endedContract, tranche_no: no, stage: 'cancelled', released_fen: '0' })),
  ]);
  expect(seen.reservations.map((row) => Object.values(row))).toEqual([
    [paid, 'committed'],
    [cancelled, 'released'],
    [voided, 'released'],
    [ended, 'committed'],
    [poor, 'refused'],
  ]);
  expect(seen.waiting).toEqual([]);
  const balances = Object.fromEntries(seen.accounts.map(({ account, fen }) => [account, fen]));
  const released = 295_750_000n + 101_856_300n + 75_593_700n;
  expect(balances).toMatchObject({ 'holding/committed': '0', 'holding/reserved': '0', 'holding/payable': String(released), 'line/budget/available': String(2_000_000_000n - released) });
}, 600_000);
