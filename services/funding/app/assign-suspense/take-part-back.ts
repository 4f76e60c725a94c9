import { paymentReturnedInPart } from '@goufu/contracts';
import { type Fen, fold, isRefusal, type Refusal, wireFen } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { sliceOver } from '../../domain/ledger/posting.js';
import { refuseSuspense as refuse } from '../../domain/suspense/suspense.refusals.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { lockLines } from '../persistence/budget-line.repository.js';
import type { Instruction, StoredOrder } from '../persistence/payment-order.repository.js';
import { saveCovers } from '../persistence/supplement.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { wireParts } from '../release-tranche/published-facts.js';
import { Funds } from '../release-tranche/funds.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { supplementTranche } from '../supplement-tranche/supplement-tranche.js';

interface Payment {
  readonly order: StoredOrder;
  readonly tranche: StoredTranche;
  readonly instruction: Instruction;
}

/**
 * A part of a settled payment came back, less a fee that a bank kept for example. What did not come back stays paid, and what came back
 * is owed again, in a supplement above it that the same evidence decides: never more than was granted. Whoever kept the rest brings it
 * back as another part. Order and tranche are locked.
 */
export async function takePartBack(tx: Tx, { order, tranche, instruction }: Payment, amount: Fen, entryRef: string): Promise<Refusal | undefined> {
  const facts = decide({ kind: 'return-part', amount }, tranche);
  if (isRefusal(facts)) return refuse('tranche-changed');
  const parts = sliceOver(tranche.released - amount, amount, tranche.allocations);
  // What comes back is on its line before the supplement takes it from there, also where the line is closed: it was never new money.
  const lines = await lockLines(tx, parts.map(({ lineId }) => lineId));
  const back = (lineId: string): Fen => parts.reduce((sum, part) => (part.lineId === lineId ? sum + part.amount : sum), 0n);
  const funds = new Funds(tx, [], lines.map((line) => ({ ...line, closed: false, available: (line.closed ? 0n : line.available) + back(line.id) })));
  const supplement = await supplementTranche(tx, tranche, tranche.released - amount, undefined, funds);
  // The supplement's raising made the tranche one revision older.
  const returned = facts.map((fact) => ('revision' in fact ? { ...fact, revision: supplement.base.revision + 1 } : fact));
  const kept = { ...supplement.base, ...fold(evolve, supplement.base, returned) };
  await saveCovers(tx, kept);
  await writeConsequences(tx, [kept, supplement.tranche], [...returned.map((fact) => ({ tranche: kept, fact, causedBy: undefined })), ...supplement.consequences]);
  const { id: orderId, trancheId, contractId, agencyOrgId, purchaseId, jurisdiction } = order;
  const { attemptId, endToEndId } = instruction;
  const about = { orderId, trancheId, contractId, agencyOrgId, attemptId, endToEndId, entryRef };
  tx.record({ contract: paymentReturnedInPart, subject: purchaseId, jurisdiction, data: { ...about, fen: wireFen(amount), keptFen: wireFen(kept.released), parts: wireParts(parts) } });
  return undefined;
}
