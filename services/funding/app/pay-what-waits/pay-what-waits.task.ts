import { fold, type Id, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { hasAvailable, waitingOn } from '../persistence/shortage.repository.js';
import { lockTranchesOf, saveAllocations, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from '../release-tranche/consequence.js';
import { Funds } from '../release-tranche/funds.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { PAY_WHAT_WAITS, type PayWhatWaits } from './ask-for-waiting.js';
import { lockPayingLines } from './paying-lines.js';

/**
 * A line may have got money: what waits for it is read again, in the order in which it began to wait, and what the line can pay is owed
 * (R115). One that is too large holds up no smaller one behind it. What a commitment lacks comes from its line as well.
 */
@Injectable()
export class PayWhatWaitsTask extends DueTaskHandler<PayWhatWaits> {
  readonly kind = PAY_WHAT_WAITS;

  async run({ payload: { lineId } }: DueTask<PayWhatWaits>, tx: Tx): Promise<void> {
    // However many wait, nothing is asked of them while there is nothing to give.
    const waiting = (await hasAvailable(tx, lineId)) ? await waitingOn(tx, lineId) : [];
    if (waiting.length === 0) return;
    const loaded = await lockTranchesOf(tx, [...new Set(waiting.map(({ contract_id }) => contract_id))]);
    const paying = await lockPayingLines(tx, loaded.filter(({ short }) => short !== undefined));
    const funds = new Funds(tx, loaded, paying.lines);
    const standing = new Map<Id, StoredTranche>(loaded.map((tranche) => [tranche.id, tranche]));
    const consequences: Consequence[] = [];
    const moved: StoredTranche[] = [];
    for (const { id } of waiting) {
      const before = standing.get(id);
      // Somebody else read it meanwhile.
      if (!before?.short) continue;
      const tranche = paying.allot(before, funds.available);
      if (tranche !== before) moved.push(tranche);
      const decided = decide({ kind: 'reread' }, tranche);
      if (isRefusal(decided)) throw new Error(decided.en);
      const facts = funds.payFromLines(tranche, decided);
      const after = { ...tranche, ...fold(evolve, tranche, facts) };
      standing.set(id, after);
      consequences.push(...facts.map((fact) => ({ tranche: after, fact, causedBy: undefined })));
    }
    if (moved.length > 0) await saveAllocations(tx, moved);
    await writeConsequences(tx, [...standing.values()], consequences);
  }
}
