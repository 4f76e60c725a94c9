import { deepStrictEqual, fail } from 'node:assert/strict';
import { fold, isRefusal, type Decider, type Decision } from '@goufu/kernel';

/** What a command did, waiting to be compared. */
export interface Outcome<Fact> {
  /** Exactly these facts, in this order; none means that nothing was to be done. */
  then(...facts: readonly Fact[]): void;
  /** Refused with this code, `tranche.already-released`. */
  thenRefused(code: string): void;
}

/**
 * Specifies a pure core without mocks:
 * `given(tranche)(signed, published).when({ kind: 'release', at }).then({ kind: 'released', … })`.
 */
export const given =
  <State, Command, Fact>(decider: Decider<State, Command, Fact>) =>
  (...history: readonly Fact[]) => ({
    when: (command: Command): Outcome<Fact> => outcomeOf(decider.decide(command, fold((state, fact) => decider.evolve(state, fact), decider.initial, history))),
  });

const outcomeOf = <Fact>(decision: Decision<Fact>): Outcome<Fact> => ({
  then(...facts) {
    if (isRefusal(decision)) fail(`expected facts, but it was refused: ${decision.code} (${decision.en})`);
    deepStrictEqual([...decision], facts);
  },
  thenRefused(code) {
    if (!isRefusal(decision)) fail(`expected the refusal ${code}, but it was decided: ${JSON.stringify(decision, bigintsAsText)}`);
    deepStrictEqual(decision.code, code);
  },
});

const bigintsAsText = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
