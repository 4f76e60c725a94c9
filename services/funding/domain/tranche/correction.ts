import type { Fen, Id } from '@goufu/kernel';
import type { TrancheFact } from './tranche.facts.js';

/** What is asked back of a paid tranche, by how far its cases are (R123). */
export interface Claims {
  /** Nothing came yet, and the case can be withdrawn. */
  readonly open: Fen;
  /** Refunded, or decided and being refunded. */
  readonly kept: Fen;
  /** A person decided that it need not come back. */
  readonly waived: Fen;
}

/** What follows when another amount is owed of a paid tranche than was found before. */
export interface Answer {
  /** Every open claim is withdrawn; what of it still stands is raised anew. */
  readonly withdraws: boolean;
  /** What is asked back beside the claims that stay. */
  readonly claim: Fen;
  /** A supplement begins above this; undefined when the agency keeps enough already. */
  readonly keeps?: Fen;
}

/**
 * What is asked back follows from what is owed now, whatever was found in between. A claim that is too high and was not paid back yet is
 * withdrawn first, so that nobody pays back what is owed again; what is still missing then becomes a supplement. Nothing that was
 * decided or paid is edited (R123).
 */
export function answerTo(due: Fen, released: Fen, { open, kept, waived }: Claims): Answer {
  const keeps = released - kept;
  if (due > keeps) return { withdraws: open > 0n, claim: 0n, keeps };
  const above = keeps - due - waived;
  const excess = above > 0n ? above : 0n;
  return excess < open ? { withdraws: true, claim: excess } : { withdraws: false, claim: excess - open };
}

type Found = TrancheFact & { readonly kind: 'correction-due' };

/**
 * Of differences that were found in one go the last word counts, one per tranche: what one fact asks back and the next one grants again
 * is neither claimed nor paid. It comes with the tranche as it stands after all of them, since a supplement begins with that evidence.
 */
export function netCorrections<One extends { readonly tranche: { readonly id: Id }; readonly fact: TrancheFact }>(found: readonly One[]): One[] {
  const differences = new Map<Id, Fen>();
  const last = new Map<Id, One>();
  const standing = new Map<Id, One['tranche']>();
  for (const one of found) {
    standing.set(one.tranche.id, one.tranche);
    if (one.fact.kind !== 'correction-due') continue;
    differences.set(one.tranche.id, one.fact.difference + (differences.get(one.tranche.id) ?? 0n));
    last.set(one.tranche.id, one);
  }
  if (last.size === 0) return [...found];
  return found.flatMap((one) => {
    const { tranche, fact } = one;
    if (fact.kind !== 'correction-due') return [one];
    const difference = differences.get(tranche.id) ?? 0n;
    return last.get(tranche.id) === one && difference !== 0n ? [{ ...one, tranche: standing.get(tranche.id) ?? tranche, fact: { ...fact, difference } satisfies Found }] : [];
  });
}
