import { fold } from '@goufu/kernel';
import { evolve, type Tranche } from './standing.js';
import type { TrancheFact, Waiting } from './tranche.facts.js';

/** What is missing when all conditions are met and the commitment cannot pay (R115: nothing is paid above the budget). */
const COMMITMENT: Waiting = { condition: 'sufficient-commitment', rule: 'R115' };

/**
 * What becomes of a decision to release when the ledger says that the commitment cannot pay it: the tranche stays committed and
 * says why, once. Any other decision that the ledger cannot follow is a fault of whoever made it.
 */
export function fallShort(tranche: Tranche, facts: readonly TrancheFact[]): readonly TrancheFact[] {
  const released = facts.find((fact) => fact.kind === 'released');
  if (!released || tranche.ended) throw new Error(`tranche ${tranche.id} has no money for ${facts.map(({ kind }) => kind).join(', ')}`);
  const others = facts.filter((fact) => fact !== released);
  const standing = fold(evolve, tranche, others);
  if (standing.withheldFor.some(({ condition }) => condition === COMMITMENT.condition)) return others;
  const takenBack = others.some(({ kind }) => kind === 'release-reversed');
  return [...others, { kind: 'withheld', revision: released.revision, waitingFor: [COMMITMENT], rules: [COMMITMENT.rule], takenBack }];
}
