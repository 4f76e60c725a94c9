import { expect, it } from '@jest/globals';
import {
  appealDecided,
  appealFiled,
  commitmentRecorded,
  commitmentRefused,
  contractAmended,
  contractResumed,
  contractSigned,
  contractSuspended,
  contractTerminated,
  clawbackRaised,
  clawbackSettled,
  paymentRejected,
  paymentReturned,
  paymentSettled,
  resultNotified,
  resultPublished,
  resultRevised,
  roundOpened,
  trancheForfeited,
  trancheReleased,
  trancheSupplemented,
  trancheWithheld,
} from '@goufu/contracts';
import { allMigrations } from '@goufu/service';
import { hostileDelivery, type HostileFact, type Query } from '@goufu/testing';
import { agencyOrgId, signedTerms } from '../projects-for-spec.js';
import { projectsService } from '../projects.service.js';

const id = (n: number): string => `0198f0a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [purchase, ended] = [id(1), id(2)];
const [contractId, endedContract] = [id(11), id(12)];
const [firstHalf, secondHalf] = signedTerms.milestones;
const tranches = signedTerms.tranches.map((tranche, index) => ({ ...tranche, trancheId: id(21 + index) }));
const terms = { ...signedTerms, contractId, tranches };
const endedTerms = { ...signedTerms, contractId: endedContract, tranches: tranches.map((tranche, index) => ({ ...tranche, trancheId: id(31 + index) })) };

const change = { contractId: endedContract, reason: '人员流失', fault: 'agency', effectiveOn: '2026-06-01' } as const;
const round = { roundId: id(41), contractId, agencyOrgId, evaluationCode: 'mid-term', kind: 'mid-term', attempt: 1, templateId: id(42), templateVersion: 1 } as const;
const evaluated = { ...round, vetoes: [], scoreBp: 5000, grade: 'fail', profileVersion: '510104@2026-01-01', publishedAt: '2026-10-01T00:00:00.000Z', rectificationDue: '2099-10-30T15:59:59.999Z' } as const;
const appeal = { appealId: id(45), resultId: id(43), roundId: id(41), contractId, agencyOrgId, evaluationCode: 'mid-term', attempt: 1 } as const;
const tranche = (n: number, revision: number) => ({ trancheId: id(20 + n), trancheNo: n, revision, contractId, agencyOrgId, fen: '100' });
const released = { deductedFen: '0', factorBp: 10_000, parts: [], rules: [], evidenceIds: [], waitingFor: [] };
const clawback = { caseId: id(70), trancheId: id(21), contractId, agencyOrgId, fen: '40', ground: 'failed-evaluation' } as const;
const payment = (n: number) => ({ orderId: id(51), trancheId: id(20 + n), contractId, agencyOrgId, attemptId: id(60 + n), endToEndId: `E-${n}`, fen: '100' });

/** Every fact that projects acts on: a contract that is amended, evaluated and paid, and one that ends. */
const facts: HostileFact[] = [
  { contract: contractSigned, subject: purchase, data: terms },
  { contract: contractSigned, subject: ended, data: endedTerms },
  {
    contract: contractAmended,
    subject: purchase,
    data: { ...terms, revision: 2, deltaFen: '0', reason: '取消下半年报告', milestones: [{ ...firstHalf, nameZh: '全年服务完成' }], quotas: signedTerms.quotas.slice(0, 1) },
  },
  { contract: contractSuspended, subject: ended, data: change },
  { contract: contractResumed, subject: ended, data: change },
  { contract: contractTerminated, subject: ended, data: change },
  { contract: commitmentRecorded, subject: purchase, data: { contractId, purchaseId: purchase, revision: 1, parts: [{ lineId: id(71), year: 2026, fen: '1', commitmentId: id(72) }], fen: '1', returnedFen: '0' } },
  { contract: commitmentRefused, subject: ended, data: { contractId: endedContract, purchaseId: ended, revision: 1, reason: 'short', shortFen: '5' } },
  { contract: trancheReleased, subject: purchase, data: { ...tranche(1, 1), ...released } },
  { contract: trancheWithheld, subject: purchase, data: { ...tranche(2, 1), takenBack: false, rules: [], waitingFor: [{ condition: 'evaluation', of: 'mid-term', rule: 'R109' }] } },
  { contract: trancheReleased, subject: purchase, data: { ...tranche(3, 1), ...released } },
  { contract: trancheForfeited, subject: purchase, data: { ...tranche(4, 2), rules: [], evidenceIds: [] } },
  { contract: trancheSupplemented, subject: purchase, data: { trancheId: id(25), trancheNo: 5, supplements: id(23), contractId, agencyOrgId, fen: '40', rules: ['R123'], evidenceIds: [] } },
  { contract: trancheReleased, subject: purchase, data: { ...tranche(5, 1), ...released } },
  { contract: paymentSettled, subject: purchase, data: { ...payment(1), bookedOn: '2026-06-01', entryRef: 'e-1', parts: [] } },
  { contract: paymentRejected, subject: purchase, data: { ...payment(2), code: 'AC04' } },
  { contract: paymentSettled, subject: purchase, data: { ...payment(3), bookedOn: '2026-06-01', entryRef: 'e-3', parts: [] } },
  { contract: paymentReturned, subject: purchase, data: { ...payment(3), code: 'AC04', entryRef: 'e-4' } },
  { contract: clawbackRaised, subject: purchase, data: { ...clawback, rules: ['R123'], evidenceIds: [], replyUntil: '2026-06-20' } },
  { contract: clawbackSettled, subject: purchase, data: { ...clawback, outcome: 'refunded', settledAt: '2026-06-30T02:00:00.000Z' } },
  { contract: roundOpened, subject: purchase, data: { ...round, revision: 1, openedAt: '2026-09-01T00:00:00.000Z', due: '2026-09-15T00:00:00.000Z' } },
  { contract: resultNotified, subject: purchase, data: { ...evaluated, resultId: id(43), revision: 1, notifiedAt: '2026-09-16T00:00:00.000Z', appealUntil: '2026-09-23T15:59:59.999Z' } },
  { contract: appealFiled, subject: purchase, data: { ...appeal, filedAt: '2026-09-20T00:00:00.000Z' } },
  { contract: appealDecided, subject: purchase, data: { ...appeal, outcome: 'dismissed', decidedAt: '2026-10-01T00:00:00.000Z' } },
  { contract: resultPublished, subject: purchase, data: { ...evaluated, resultId: id(43), revision: 1 } },
  { contract: resultRevised, subject: purchase, data: { ...evaluated, resultId: id(44), revision: 2, supersedes: id(43), grade: 'pass', scoreBp: 6500 } },
];

const observe = async (query: Query) => ({
  projects: await query('SELECT contract_id, purchase_id, revision, status, suspended, terminated, commitment, commitment_reason FROM project ORDER BY contract_id'),
  milestones: await query('SELECT m.code, m.name_zh, m.dropped FROM project_milestone m JOIN project p ON p.id = m.project_id ORDER BY p.contract_id, m.code'),
  deliverables: await query('SELECT d.id, d.code, d.dropped FROM deliverable d ORDER BY d.id'),
  quotas: await query('SELECT q.code, q.dropped FROM quota q JOIN project p ON p.id = q.project_id WHERE p.contract_id = $1 ORDER BY q.code', [contractId]),
  tranches: await query(`SELECT t.no, t.state, t.revision, t.released_fen, t.waiting_for FROM project_tranche t JOIN project p ON p.id = t.project_id WHERE p.contract_id = $1 ORDER BY t.no`, [contractId]),
  clawbacks: await query('SELECT amount_fen::text AS fen, outcome FROM project_clawback'),
  payments: await query('SELECT attempt_id, state, reason_code FROM tranche_payment ORDER BY attempt_id'),
  attempts: await query('SELECT code, attempt, revision, stage, grade, score_bp, result_id FROM evaluation_attempt ORDER BY code, attempt'),
  appeals: await query('SELECT appeal_id, result_id, filed_at::text AS filed, outcome, decided_at::text AS decided FROM project_appeal ORDER BY appeal_id'),
  rectifications: await query('SELECT id, result_id, status, grade FROM rectification ORDER BY result_id'),
  tasks: await query('SELECT kind, state FROM due_task ORDER BY kind, state'),
  held: await query('SELECT fact_type, state, waits_for, reason FROM held_record ORDER BY fact_type'),
  facts: await query('SELECT id, type, subject, sequence FROM fact ORDER BY subject, sequence'),
});

it('ends the same however often, in whatever order and through whatever crash the facts come', async () => {
  const seen = await hostileDelivery({
    service: 'projects',
    main: new URL('../../dist/app/main.js', import.meta.url),
    migrations: allMigrations(projectsService),
    facts,
    observe,
  });
  expect(seen.held).toEqual([]);
  expect(seen.projects).toEqual([
    { contract_id: contractId, purchase_id: purchase, revision: 2, status: 'contracted', suspended: false, terminated: false, commitment: 'recorded', commitment_reason: null },
    { contract_id: endedContract, purchase_id: ended, revision: 1, status: 'contracted', suspended: false, terminated: true, commitment: 'refused', commitment_reason: 'short' },
  ]);
  expect(seen.milestones.slice(0, 2)).toEqual([
    { code: 'first-half', name_zh: '全年服务完成', dropped: false },
    { code: 'second-half', name_zh: secondHalf?.nameZh, dropped: true },
  ]);
  expect(seen.quotas).toEqual([
    { code: 'casework', dropped: false },
    { code: 'group-work', dropped: true },
  ]);
  expect(seen.tranches).toMatchObject([{ state: 'released' }, { state: 'withheld', waiting_for: [{ of: 'mid-term' }] }, { state: 'released' }, { state: 'forfeited', revision: 2 }, { no: 5, state: 'released' }]);
  expect(seen.clawbacks).toEqual([{ fen: '40', outcome: 'refunded' }]);
  expect(seen.payments).toMatchObject([{ state: 'settled' }, { state: 'rejected', reason_code: 'AC04' }, { state: 'returned' }]);
  expect(seen.attempts).toEqual([{ code: 'mid-term', attempt: 1, revision: 2, stage: 'published', grade: 'pass', score_bp: 6500, result_id: id(44) }]);
  expect(seen.appeals).toEqual([{ appeal_id: id(45), result_id: id(43), filed: '2026-09-20 00:00:00+00', outcome: 'dismissed', decided: '2026-10-01 00:00:00+00' }]);
  expect(seen.rectifications).toMatchObject([
    { result_id: id(43), status: 'dropped', grade: 'fail' },
    { result_id: id(44), status: 'opened', grade: 'pass' },
  ]);
  expect(seen.tasks).toEqual([
    { kind: 'flag-late-rectification', state: 'cancelled' },
    { kind: 'flag-late-rectification', state: 'due' },
  ]);
  expect(seen.facts).toMatchObject([
    { type: 'projects.rectification-opened.v1', sequence: '1' },
    { type: 'projects.rectification-opened.v1', sequence: '2' },
  ]);
}, 300_000);
