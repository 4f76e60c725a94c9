import { defineFact, type DataOf } from '../fact-contract.js';
import { checkSums, contractTerms } from './contract-terms.js';

/** A purchaser drafted it and somebody else signed it (R63, R70). */
export const contractSigned = defineFact({
  type: 'procurement.contract-signed.v1',
  classification: 'public',
  summary: 'Purchaser and agency are bound by these terms; tranches, milestones and evaluation templates are frozen.',
  schema: contractTerms.superRefine(checkSums),
});
export type ContractSigned = DataOf<typeof contractSigned>;
