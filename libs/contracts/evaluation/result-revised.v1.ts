import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { resultPublished } from './result-published.v1.js';

/** A published result turned out wrong and was scored again: this revision takes its place everywhere. */
export const resultRevised = defineFact({
  type: 'evaluation.result-revised.v1',
  classification: 'public',
  summary: 'A later revision of a published result is final and supersedes it.',
  schema: resultPublished.schema.extend({ supersedes: uuid }),
});
export type ResultRevised = DataOf<typeof resultRevised>;
