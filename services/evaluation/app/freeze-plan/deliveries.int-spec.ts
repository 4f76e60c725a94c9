import { expect, it } from '@jest/globals';
import {
  acceptanceCertified,
  contractAmended,
  contractResumed,
  contractSigned,
  contractSuspended,
  contractTerminated,
  milestoneReached,
  projectStarted,
  rectificationAccepted,
  rectificationFailed,
  rectificationOpened,
  rectificationSubmitted,
} from '@goufu/contracts';
import { allMigrations } from '@goufu/service';
import { hostileDelivery, type HostileFact, type Query } from '@goufu/testing';
import { DEFAULT_TEMPLATE } from '../../domain/template/default-template.js';
import { agencyOrgId, signedTerms } from '../evaluation-for-spec.js';
import { evaluationService } from '../evaluation.service.js';

const id = (n: number): string => `0198f0a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [purchase, ended, failed] = [id(1), id(2), id(3)];
const [contract, endedContract, failedContract] = [id(11), id(12), id(13)];
const [failedRound, failedResult, failedAgain] = [id(21), id(22), id(23)];
const projectId = id(31);
const reference = (resultId: string, rectificationId: string) => ({
  rectificationId,
  projectId,
  contractId: failedContract,
  agencyOrgId,
  resultId,
  evaluationCode: 'mid-term',
  attempt: 1,
  due: '2027-01-31T15:59:59.999Z',
});
const change = { contractId: endedContract, reason: '整改', fault: 'agency', effectiveOn: '2026-06-01' } as const;
const milestone = { projectId, contractId: contract, agencyOrgId, nameZh: '上半年', evidenceIds: [] };
const [midTerm, final] = signedTerms.evaluationPlan;
const spotCheck = { ...signedTerms.evaluationPlan[0], code: 'spot-check', kind: 'spot-check', weightBp: 0, due: '2027-12-31T00:00:00.000Z', readyOn: { kind: 'date' } };

/** Every fact that evaluation acts on: one contract that goes on, one that ends, one whose evaluation failed. */
const facts: HostileFact[] = [
  { contract: contractSigned, subject: purchase, data: { ...signedTerms, contractId: contract } },
  { contract: contractSigned, subject: ended, data: { ...signedTerms, contractId: endedContract } },
  { contract: projectStarted, subject: purchase, data: { projectId, contractId: contract, agencyOrgId, planVersion: 2, startsOn: '2026-05-01' } },
  { contract: milestoneReached, subject: purchase, data: { ...milestone, milestoneCode: 'first-half' } },
  { contract: milestoneReached, subject: purchase, data: { ...milestone, milestoneCode: 'unplanned' } },
  {
    contract: contractAmended,
    subject: purchase,
    data: { ...signedTerms, contractId: contract, revision: 2, deltaFen: '0', reason: '增加抽查', evaluationPlan: [midTerm, { ...final, weightBp: 5000 }, spotCheck] },
  },
  { contract: acceptanceCertified, subject: purchase, data: { projectId, contractId: contract, agencyOrgId, certificateId: id(41), outcome: 'failed', certifiedOn: '2027-04-20', evidenceIds: [] } },
  { contract: contractSuspended, subject: ended, data: change },
  { contract: contractResumed, subject: ended, data: change },
  { contract: contractTerminated, subject: ended, data: change },
  { contract: rectificationOpened, subject: failed, data: { ...reference(failedResult, id(51)), grade: 'fail' } },
  { contract: rectificationSubmitted, subject: failed, data: { ...reference(failedResult, id(51)), version: 1, evidenceIds: [] } },
  { contract: rectificationAccepted, subject: failed, data: { ...reference(failedResult, id(51)), grade: 'fail' } },
  { contract: rectificationFailed, subject: failed, data: { ...reference(failedAgain, id(52)), grade: 'pass', reasons: ['逾期'] } },
];

async function arrange(query: Query): Promise<void> {
  await query(
    `INSERT INTO evaluation_plan (contract_id, purchase_id, jurisdiction, revision, status, agency_org_id, agency_name_zh)
     VALUES ($1, $2, '510104', 1, 'active', $3, '某社工机构')`,
    [failedContract, failed, agencyOrgId],
  );
  await query(
    `INSERT INTO evaluation_round (id, contract_id, purchase_id, jurisdiction, agency_org_id, agency_name_zh, evaluation_code, kind, weight_bp, attempt,
       template_id, template_version, template, planned_due, ready_kind, status, revision, opened_by, opened_at, due)
     VALUES ($1, $2, $3, '510104', $4, '某社工机构', 'mid-term', 'mid-term', 4000, 1, $5, 1, $6, '2026-10-31', 'acceptance', 'concluded', 1, 'officer', '2026-09-01', '2026-09-15')`,
    [failedRound, failedContract, failed, agencyOrgId, midTerm?.templateId, JSON.stringify(DEFAULT_TEMPLATE)],
  );
  await query(
    `INSERT INTO panel_member (round_id, evaluator_id, seat_no, jurisdiction, org_id, party, interest, signed)
     VALUES ($1, 'eva', 1, '510104', 'institute', 'third-party', 'none', true), ($1, 'old', 2, '510104', 'bureau', 'purchaser', 'replaced', false),
            ($1, 'pan', 3, '510104', 'bureau', 'purchaser', 'none', true)`,
    [failedRound],
  );
  await query(
    `INSERT INTO evaluation_result (id, round_id, revision, jurisdiction, status, score_bp, score_numerator, score_denominator, grade, vetoes, by_party, by_indicator,
       computed_at, notified_at, published_at, published_because)
     VALUES ($1, $2, 1, '510104', 'published', 5000, 1, 2, 'fail', '{}', '[]', '[]', '2026-09-10', '2026-09-11', '2026-09-20', 'window-over')`,
    [failedResult, failedRound],
  );
}

const observe = async (query: Query) => ({
  plans: await query('SELECT contract_id, revision, status, project_id, service_plan_version FROM evaluation_plan ORDER BY contract_id'),
  rounds: await query(
    `SELECT contract_id, evaluation_code, attempt, status, weight_bp, ready_cause, opened_by FROM evaluation_round ORDER BY contract_id, evaluation_code, attempt, status`,
  ),
  panel: await query(`SELECT m.evaluator_id, m.interest FROM panel_member m JOIN evaluation_round r ON r.id = m.round_id WHERE r.attempt = 2 ORDER BY m.seat_no`),
  rectifications: await query('SELECT id, stage FROM rectification ORDER BY id'),
  tasks: await query(`SELECT kind, state FROM due_task ORDER BY kind, state`),
  held: await query('SELECT fact_type, state, waits_for, reason FROM held_record ORDER BY fact_type'),
  facts: await query('SELECT type, subject, sequence FROM fact ORDER BY subject, sequence'),
});

it('ends the same however often, in whatever order and through whatever crash the facts come', async () => {
  const seen = await hostileDelivery({
    service: 'evaluation',
    main: new URL('../../dist/app/main.js', import.meta.url),
    migrations: allMigrations(evaluationService),
    facts,
    arrange,
    observe,
  });
  expect(seen.plans).toEqual([
    { contract_id: contract, revision: 2, status: 'active', project_id: projectId, service_plan_version: 2 },
    { contract_id: endedContract, revision: 1, status: 'terminated', project_id: null, service_plan_version: null },
    { contract_id: failedContract, revision: 1, status: 'active', project_id: null, service_plan_version: null },
  ]);
  expect(seen.rounds).toMatchObject([
    { contract_id: contract, evaluation_code: 'final', status: 'planned', weight_bp: 5000 },
    { contract_id: contract, evaluation_code: 'mid-term', status: 'ready', ready_cause: 'milestone' },
    { contract_id: contract, evaluation_code: 'spot-check', status: 'planned' },
    { contract_id: endedContract, evaluation_code: 'final', status: 'cancelled' },
    { contract_id: endedContract, evaluation_code: 'mid-term', status: 'cancelled' },
    { contract_id: failedContract, attempt: 1, status: 'concluded' },
    { contract_id: failedContract, attempt: 2, status: 'open', ready_cause: 'rectification', opened_by: 'rectification' },
  ]);
  expect(seen.panel).toEqual([
    { evaluator_id: 'eva', interest: 'undeclared' },
    { evaluator_id: 'pan', interest: 'undeclared' },
  ]);
  expect(seen.rectifications).toEqual([
    { id: id(51), stage: 'accepted' },
    { id: id(52), stage: 'failed' },
  ]);
  expect(seen.held).toEqual([]);
  expect(seen.tasks).toEqual([{ kind: 'ready-on-date', state: 'due' }]);
  expect(seen.facts).toEqual([{ type: 'evaluation.round-opened.v1', subject: failed, sequence: '1' }]);
}, 300_000);
