import { defineFact, type DataOf } from '../fact-contract.js';
import { signedFen, text } from '../vocabulary.js';
import { checkSums, contractTerms } from './contract-terms.js';

/** Supplements together may not exceed a tenth of the original price (R67). */
export const contractAmended = defineFact({
  type: 'procurement.contract-amended.v1',
  classification: 'public',
  summary: 'A supplementary contract replaces the terms; it carries all of them again, under the next revision.',
  schema: contractTerms.extend({ deltaFen: signedFen, reason: text }).superRefine(checkSums),
});
export type ContractAmended = DataOf<typeof contractAmended>;
