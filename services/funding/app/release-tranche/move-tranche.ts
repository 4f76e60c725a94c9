import { type Fen, fold, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { MoveTarget } from '../../domain/tranche/tranche.facts.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { saveCovers } from '../persistence/supplement.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { Funds } from './funds.js';
import { writeConsequences } from './write-consequences.js';

/** The tranche follows its payment, and what it learned meanwhile takes effect. Of money that came back it keeps what was not refunded. The tranche is locked; a wrong stage is a bug. */
export async function moveTranche(tx: Tx, tranche: StoredTranche, to: MoveTarget, keeps?: Fen): Promise<StoredTranche> {
  const decided = decide({ kind: 'move-stage', to, at: tx.now, ...(keeps === undefined ? {} : { keeps }) }, tranche);
  if (isRefusal(decided)) throw new Error(`tranche ${tranche.id}: ${decided.en}, from ${tranche.stage} to ${to}`);
  const facts = await new Funds(tx).settle(tranche, decided);
  const moved = { ...tranche, ...fold(evolve, tranche, facts) };
  if (keeps !== undefined) await saveCovers(tx, moved);
  await writeConsequences(tx, [moved], facts.map((fact) => ({ tranche: moved, fact, causedBy: undefined })));
  return moved;
}
