import { fold, type Id, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { fund } from '../../domain/tranche/shortfall.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { committedFor } from '../persistence/ledger.repository.js';
import { waitingOn } from '../persistence/shortage.repository.js';
import { lockTranchesOf, type StoredTranche } from '../persistence/tranche.repository.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { PAY_WHAT_WAITS, type PayWhatWaits } from './ask-for-waiting.js';
import { lockPayingLines, type PayingLines } from './paying-lines.js';

/**
 * A line may have got money: what waits for it is read again, in the order in which it began to wait, and what the line can pay is owed
 * (R115). One that is too large holds up no smaller one behind it. What a commitment lacks comes from its line as well.
 */
@Injectable()
export class PayWhatWaitsTask extends DueTaskHandler<PayWhatWaits> {
  readonly kind = PAY_WHAT_WAITS;

  async run({ payload: { lineId } }: DueTask<PayWhatWaits>, tx: Tx): Promise<void> {
    const waiting = await waitingOn(tx, lineId);
    if (waiting.length === 0) return;
    const standing = new Map<Id, StoredTranche>((await lockTranchesOf(tx, [...new Set(waiting.map(({ contract_id }) => contract_id))])).map((tranche) => [tranche.id, tranche]));
    const lines = await lockPayingLines(tx, [...standing.values()].filter(({ short }) => short !== undefined));
    for (const { id } of waiting) {
      const tranche = standing.get(id);
      if (tranche?.short?.lineId !== lineId) continue;
      const after = await payOne(tx, await lines.allot(tranche), lines, [...standing.values()]);
      standing.set(id, after);
    }
  }
}

/** Reads one again and writes what follows; answers how it stands then. */
async function payOne(tx: Tx, tranche: StoredTranche, lines: PayingLines, beside: readonly StoredTranche[]): Promise<StoredTranche> {
  const decided = decide({ kind: 'reread' }, tranche);
  if (isRefusal(decided)) throw new Error(decided.en);
  const available = await lines.available();
  const facts = fund(tranche, decided, { committed: await committedFor(tx, tranche.allocations), available: (lineId) => available.get(lineId) ?? 0n });
  const after = { ...tranche, ...fold(evolve, tranche, facts) };
  const ofContract = beside.filter(({ contractId, id }) => contractId === tranche.contractId && id !== tranche.id);
  if (facts.length > 0) await writeConsequences(tx, [after, ...ofContract], facts.map((fact) => ({ tranche: after, fact, causedBy: undefined })));
  return after;
}
