import {
  acceptanceCertified,
  appealDecided,
  appealFiled,
  contractFiled,
  contractResumed,
  contractSuspended,
  contractTerminated,
  milestoneReached,
  projectClosed,
  resultPublished,
  resultRevised,
  type Grade,
} from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { lockOrderWithTranche } from '../approve-payment/in-order.js';
import { instructPayment } from '../approve-payment/instruct-payment.js';
import { CloseContractHandler } from '../close-contract/close-contract.handler.js';
import { OnProcurementContractTerminated } from '../close-contract/on-procurement-contract-terminated.consumer.js';
import { OnProjectsProjectClosed } from '../close-contract/on-projects-project-closed.consumer.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { insertRequest } from '../persistence/payment-request.repository.js';
import { OnEvaluationAppealDecided } from '../release-tranche/on-evaluation-appeal-decided.consumer.js';
import { OnEvaluationAppealFiled } from '../release-tranche/on-evaluation-appeal-filed.consumer.js';
import { OnEvaluationResultPublished } from '../release-tranche/on-evaluation-result-published.consumer.js';
import { OnEvaluationResultRevised } from '../release-tranche/on-evaluation-result-revised.consumer.js';
import { OnProcurementContractFiled } from '../release-tranche/on-procurement-contract-filed.consumer.js';
import { OnProjectsAcceptanceCertified } from '../release-tranche/on-projects-acceptance-certified.consumer.js';
import { OnProjectsMilestoneReached } from '../release-tranche/on-projects-milestone-reached.consumer.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { OnProcurementContractResumed } from '../suspend-contract/on-procurement-contract-resumed.consumer.js';
import { OnProcurementContractSuspended } from '../suspend-contract/on-procurement-contract-suspended.consumer.js';
import { SuspendContractHandler } from '../suspend-contract/suspend-contract.handler.js';
import { deliver, factOf, type World } from './world.js';

/** What a signed contract of a spec has cost and what its budget line holds. */
export const PRICE = 591_500_000n;
export const LINE = 800_000_000n;

const handler = new ReleaseTrancheHandler();
const closing = new CloseContractHandler();
const suspending = new SuspendContractHandler();

interface ResultGiven {
  readonly attempt?: number;
  readonly revision?: number;
}

/** One signed purchase, and what other services say of it, in a word each. */
export async function signedPurchase(world: World, over: Parameters<World['signed']>[0] = {}) {
  const contract = await world.signed(over);
  const { contractId, purchaseId, tranches, budgetSplit } = contract;
  const about = { projectId: newId(), contractId, agencyOrgId: contract.agency.orgId };
  const trancheOf = (no: number): Id => tranches.find((tranche) => tranche.no === no)?.trancheId ?? '';
  const resultOf = (evaluationCode: string, grade: Grade, { attempt = 1, revision = 1 }: ResultGiven) => ({
    ...about,
    resultId: newId(),
    revision,
    roundId: newId(),
    evaluationCode,
    kind: 'mid-term' as const,
    attempt,
    scoreBp: 8_000,
    grade,
    vetoes: [],
    templateId: newId(),
    templateVersion: 1,
    profileVersion: 'spec',
    publishedAt: '2026-09-30T08:00:00.000Z',
  });
  const appealOf = (appealId: Id) => ({ appealId, resultId: newId(), roundId: newId(), contractId, agencyOrgId: about.agencyOrgId, evaluationCode: 'mid-term', attempt: 1 });

  const revised = (...given: readonly (readonly [code: string, grade: Grade, given?: ResultGiven])[]) =>
    deliver(world, new OnEvaluationResultRevised(handler), ...given.map(([code, grade, more]) => factOf(resultRevised, purchaseId, { ...resultOf(code, grade, { revision: 2, ...more }), supersedes: newId() })));

  const purchase = {
    contract,
    trancheOf,
    filed: () => deliver(world, new OnProcurementContractFiled(handler), factOf(contractFiled, purchaseId, { contractId, filingNo: '备〔2026〕1号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' })),
    milestone: () => deliver(world, new OnProjectsMilestoneReached(handler), factOf(milestoneReached, purchaseId, { ...about, milestoneCode: 'six-months', nameZh: '中期', evidenceIds: [] })),
    accepted: () =>
      deliver(world, new OnProjectsAcceptanceCertified(handler), factOf(acceptanceCertified, purchaseId, { ...about, certificateId: newId(), outcome: 'passed', certifiedOn: '2027-02-20', evidenceIds: [] })),
    published: (code: string, grade: Grade, given: ResultGiven = {}) => deliver(world, new OnEvaluationResultPublished(handler), factOf(resultPublished, purchaseId, resultOf(code, grade, given))),
    revised: (code: string, grade: Grade, given: ResultGiven = {}) => revised([code, grade, given]),
    /** In one chunk. */
    revisedTogether: revised,
    appealed: (appealId: Id) => deliver(world, new OnEvaluationAppealFiled(handler), factOf(appealFiled, purchaseId, { ...appealOf(appealId), filedAt: '2026-10-01T08:00:00.000Z' })),
    decided: (appealId: Id) => deliver(world, new OnEvaluationAppealDecided(handler), factOf(appealDecided, purchaseId, { ...appealOf(appealId), outcome: 'dismissed', decidedAt: '2026-10-09T08:00:00.000Z' })),
    closed: () => deliver(world, new OnProjectsProjectClosed(closing), factOf(projectClosed, purchaseId, { ...about, outcome: 'completed', closedOn: '2027-03-01' })),
    terminated: () => deliver(world, new OnProcurementContractTerminated(closing), factOf(contractTerminated, purchaseId, { contractId, reason: '违约', fault: 'agency', effectiveOn: '2026-06-01' })),

    suspended: () => deliver(world, new OnProcurementContractSuspended(suspending), factOf(contractSuspended, purchaseId, { contractId, reason: '投诉处理', fault: 'neither', effectiveOn: '2026-06-01' })),
    resumed: () => deliver(world, new OnProcurementContractResumed(suspending), factOf(contractResumed, purchaseId, { contractId, reason: '投诉处理完毕', fault: 'neither', effectiveOn: '2026-06-01' })),

    /** The agency asks for a tranche; its order follows when it is owed. */
    requested: (trancheId: Id) =>
      world.unitOfWork.run({ actorId: 'agency-person', jurisdiction: '510104' }, (tx) =>
        insertRequest(tx, { id: newId(), trancheId, contractId, agencyOrgId: about.agencyOrgId, jurisdiction: '510104', invoiceRef: newId(), invoiceDate: '2026-03-02', payBy: '2026-04-01' }),
      ),
    orders: async (trancheId: Id) => (await world.rows<{ status: string }>(`SELECT status FROM payment_order WHERE tranche_id = $1 ORDER BY id`, [trancheId])).map(({ status }) => status),

    /** Two people approve the open order of a tranche, and it is instructed. */
    instructed: (trancheId: Id) =>
      world.run(async (tx) => {
        const [order] = await tx.query<{ id: Id; content_hash: string }>(`SELECT id, content_hash FROM payment_order WHERE tranche_id = $1 AND status = 'awaiting-approval'`, [trancheId]);
        const locked = order && (await lockOrderWithTranche(tx, order.id));
        if (!locked) throw new Error('there is no order to approve');
        const approvals = ['one', 'two'].map((approver, i) => ({ approver, role: 'finance-approver' as const, step: i + 1, contentHash: order.content_hash, at: tx.now }));
        for (const { approver, step } of approvals) {
          await tx.query(`INSERT INTO payment_approval (order_id, step, jurisdiction, approver, role, content_hash, approved_at) VALUES ($1, $2, '510104', $3, 'finance-approver', $4, $5)`, [order.id, step, approver, order.content_hash, tx.now]);
        }
        return (await instructPayment(tx, { ...locked.order, status: 'approved', approvals }, locked.tranche)).attemptId;
      }),
    /** The statement proves it. */
    settled: (attemptId: Id) =>
      world.run(async (tx) => {
        const [attempt] = await tx.query<{ amount_fen: string; end_to_end_id: string }>(`SELECT amount_fen, end_to_end_id FROM payment_attempt WHERE id = $1`, [attemptId]);
        const entry = { entryRef: newId(), endToEndId: attempt?.end_to_end_id ?? '', direction: 'debit' as const, amount: BigInt(attempt?.amount_fen ?? 0), bookedOn: '2026-03-03', counterparty: 'AGENCY-0001' };
        await noteTreasuryAnswer(tx, attemptId, { kind: 'entry', entry });
      }),
    paid: async (trancheId: Id): Promise<void> => {
      await purchase.settled(await purchase.instructed(trancheId));
    },

    stages: async () => (await world.rows<{ stage: string }>(`SELECT stage FROM tranche WHERE contract_id = $1 ORDER BY tranche_no`, [contractId])).map(({ stage }) => stage),
    told: async () => (await world.published(purchaseId)).filter((type) => type.startsWith('tranche-')),
    /** Where the money of the one purchase of this line stands. */
    async money() {
      const rows = await world.rows<{ stage: string; fen: string }>(
        `SELECT stage, sum(balance_fen)::text AS fen FROM (SELECT stage, line_id, balance_fen FROM line_account WHERE book = 'budget'
           UNION ALL SELECT stage, line_id, balance_fen FROM holding_account) a WHERE line_id = $1 GROUP BY stage`,
        [budgetSplit[0]?.lineId],
      );
      const at = (stage: string) => BigInt(rows.find((row) => row.stage === stage)?.fen ?? 0);
      return { available: at('available'), committed: at('committed'), payable: at('payable'), disbursed: at('disbursed') };
    },
  };
  return purchase;
}
