/**
 * Something that must be true of the tables after a run, as a query that finds what contradicts it. They share nothing with the service but the names
 * of tables. `produced(result_id, over)` has every distinct result that was sent, `outcome(result_id, tranche_id, type)` what was made of them,
 * `read_back` every fact that came back.
 */
export interface Invariant {
  readonly name: string;
  /** Finds counterexamples; none may be found. */
  readonly counterexamples: string;
}
