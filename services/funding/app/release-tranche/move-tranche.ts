import { fold, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { MoveTarget } from '../../domain/tranche/tranche.facts.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import { LineFunds } from './line-funds.js';
import { writeConsequences } from './write-consequences.js';

/** The tranche follows its payment, and what it learned meanwhile takes effect. The tranche is locked; a wrong stage is a bug. */
export async function moveTranche(tx: Tx, tranche: StoredTranche, to: MoveTarget): Promise<void> {
  const decided = decide({ kind: 'move-stage', to, at: tx.now }, tranche);
  if (isRefusal(decided)) throw new Error(`tranche ${tranche.id}: ${decided.en}, from ${tranche.stage} to ${to}`);
  const facts = await new LineFunds(tx).settle(tranche, decided);
  const moved = { ...tranche, ...fold(evolve, tranche, facts) };
  await writeConsequences(tx, [moved], facts.map((fact) => ({ tranche: moved, fact, causedBy: undefined })));
}
