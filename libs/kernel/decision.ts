import type { Refusal } from './refusal.js';

/** What a decision gives: the facts that now hold (possibly none), or a refusal with its reason. */
export type Decision<Fact> = readonly Fact[] | Refusal;

/** The pure core of one noun. `decide` reads, `evolve` folds; neither knows of clocks, stores or frameworks. */
export interface Decider<State, Command, Fact> {
  readonly initial: State;
  decide(command: Command, state: State): Decision<Fact>;
  evolve(state: State, fact: Fact): State;
}

/** State after `facts`. */
export const fold = <State, Fact>(evolve: (state: State, fact: Fact) => State, state: State, facts: Iterable<Fact>): State => {
  let folded = state;
  for (const fact of facts) folded = evolve(folded, fact);
  return folded;
};

/** For exhaustive switches: a case that the types say cannot occur. A bug, never a refusal. */
export function unreachable(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}

/** Asserts what must hold; a failed assertion is a bug, and what led to it is set aside for a person (docs/style.md, Types and errors). */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
