import type { Fen } from '@goufu/kernel';

/** What is asked back of a paid tranche, by how far its cases are (R123). */
export interface Claims {
  /** Nothing came yet, and the case can be withdrawn. */
  readonly open: Fen;
  /** Refunded, or decided and being refunded. */
  readonly kept: Fen;
  /** A person decided that it need not come back. */
  readonly waived: Fen;
}

/** What follows when more is owed of a paid tranche than was found before. */
export interface Answer {
  /** Every open claim is withdrawn; what of it still stands is raised anew. */
  readonly withdraws: boolean;
  readonly claim: Fen;
  /** A supplement begins above this; undefined when the agency keeps enough already. */
  readonly keeps?: Fen;
}

/**
 * A claim that was not paid back yet is withdrawn first, so that nobody pays back what is owed again; what is still missing then
 * becomes a supplement. Nothing that was decided or paid is edited (R123).
 */
export function answerTo(due: Fen, released: Fen, { open, kept, waived }: Claims): Answer {
  const withdraws = open > 0n;
  const keeps = released - kept;
  if (due > keeps) return { withdraws, claim: 0n, keeps };
  const excess = keeps - due - waived;
  return { withdraws, claim: excess > 0n ? excess : 0n };
}
