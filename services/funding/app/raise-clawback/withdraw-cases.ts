import { fold, isRefusal, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { decide, evolve } from '../../domain/clawback-case/clawback-case.js';
import { withdrawProposal } from '../persistence/clawback-proposal.repository.js';
import { lockCasesOf, saveCase } from '../persistence/clawback.repository.js';
import { tellSettled } from '../settle-clawback/tell-settled.js';

/** Why nothing is asked back any more. */
const REASONS = { returned: '款项已由银行退回，无需追回。', granted: '评估结果再次变更，相应款项应予支付。' } as const;

/**
 * What was paid came back from the bank, or a later result grants it: what was asked back for it is not any more. What a person
 * asks back on another ground stands in the second case. The tranche is locked.
 */
export async function withdrawCases(tx: Tx, trancheId: Id, why: keyof typeof REASONS = 'returned'): Promise<void> {
  for (const open of await lockCasesOf(tx, trancheId)) {
    if (why === 'granted' && !(open.ground === 'failed-evaluation' && open.raisedBy.startsWith('service:'))) continue;
    const facts = decide({ kind: 'withdraw', reason: REASONS[why], by: 'service:funding', at: tx.now, rest: why === 'returned' }, open);
    if (isRefusal(facts) || facts.length === 0) continue;
    const after = { ...open, ...fold(evolve, open, facts) };
    await saveCase(tx, after, facts);
    await withdrawProposal(tx, open.id, REASONS[why]);
    tellSettled(tx, after, after.status === 'settled' ? 'refunded' : 'waived');
  }
}
