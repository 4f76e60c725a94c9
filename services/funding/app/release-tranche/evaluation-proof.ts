import type { ResultPublished, resultPublished } from '@goufu/contracts';
import type { FactRecord } from '@goufu/messaging';
import type { Proof } from './release-tranche.handler.js';

/** What a published result, or a later revision of one, proves about its contract. */
export function evaluationProofOf(record: Pick<FactRecord<typeof resultPublished>, 'id' | 'time' | 'correlationId' | 'jurisdiction' | 'traceparent'> & { readonly data: ResultPublished }): Proof {
  const { contractId, evaluationCode, resultId, attempt, revision, grade } = record.data;
  return { factId: record.id, contractId, causedBy: record, evidence: { kind: 'evaluation', evaluationCode, resultId, attempt, revision, grade } };
}
