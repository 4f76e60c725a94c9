import { randomBytes } from 'node:crypto';
import { resultPublished, type DataOf } from '@goufu/contracts';
import { toMessage, type BusMessage } from '@goufu/messaging';
import { EVALUATION, idOf, JURISDICTION, type Purchase } from '../seed/purchases.js';

/** How ids of results begin; their numbers are the end. */
export const RESULT_IDS = idOf('result-fact', 0).slice(0, 24);

export const resultNumber = (factId: string): number => Number.parseInt(factId.slice(24), 16);

const TIME = '2026-11-02T01:00:00.000Z';

/** A published result as the evaluation service puts it on Kafka, with the trace of the transaction that made it. */
export function resultMessage(result: number, { purchaseId, contractId, agencyOrgId }: Purchase): BusMessage {
  const data: DataOf<typeof resultPublished> = {
    resultId: idOf('result', result),
    revision: 1,
    roundId: idOf('round', result),
    contractId,
    agencyOrgId,
    evaluationCode: EVALUATION,
    kind: 'final',
    attempt: 1,
    scoreBp: 8_950,
    grade: 'good',
    vetoes: [],
    templateId: idOf('round', 1),
    templateVersion: 1,
    profileVersion: '510104@2026-01-01',
    publishedAt: TIME,
  };
  const random = randomBytes(24).toString('hex');
  return toMessage(
    {
      specversion: '1.0',
      id: idOf('result-fact', result),
      source: 'goufu/evaluation',
      type: resultPublished.type,
      subject: purchaseId,
      time: TIME,
      sequence: 1,
      jurisdiction: JURISDICTION,
      actorid: 'service:evaluation',
      classification: 'public',
      correlationid: purchaseId,
      traceparent: `00-${random.slice(0, 32)}-${random.slice(32)}-01`,
    },
    JSON.stringify(data),
  );
}
