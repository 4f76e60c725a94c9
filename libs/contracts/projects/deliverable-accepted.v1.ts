import { defineFact, type DataOf } from '../fact-contract.js';
import { deliverableRef } from './deliverable.js';

export const deliverableAccepted = defineFact({
  type: 'projects.deliverable-accepted.v1',
  classification: 'internal',
  summary: 'The purchaser accepted this version of a deliverable.',
  schema: deliverableRef,
});
export type DeliverableAccepted = DataOf<typeof deliverableAccepted>;
