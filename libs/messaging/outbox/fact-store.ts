import type { FactContract } from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import { idList, wordList, type FactWriter, type RecordedFact, type Tx } from '@goufu/persistence';
import { causedId, newId } from '../ids.js';
import { tellBrought } from '../inbox/bring.js';

/**
 * Inserts facts, queues their ids, and wakes what waited for what this transaction brings. The stream row of each subject stays locked until commit, so that sequence, outbox
 * position and commit order agree within a subject; rows are taken in subject order, so that writers cannot deadlock.
 */
const WRITE_FACTS = `
  WITH input AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
                         $8::uuid[], $9::uuid[], $10::text[], $11::text[])
      WITH ORDINALITY AS i(id, type, subject, time, jurisdiction, actor_id, classification,
                           correlation_id, causation_id, traceparent, body, ord)
  ), stream AS (
    INSERT INTO fact_stream AS s (subject, last_sequence)
    SELECT subject, count(*) FROM input GROUP BY subject ORDER BY subject
    ON CONFLICT (subject) DO UPDATE SET last_sequence = s.last_sequence + excluded.last_sequence
    RETURNING subject, last_sequence
  ), numbered AS (
    SELECT i.*, s.last_sequence - count(*) OVER (PARTITION BY i.subject)
                + row_number() OVER (PARTITION BY i.subject ORDER BY i.ord) AS sequence
    FROM input i JOIN stream s USING (subject)
  ), stored AS (
    INSERT INTO fact (id, type, subject, sequence, time, jurisdiction, actor_id, classification,
                      correlation_id, causation_id, traceparent, body)
    SELECT id, type, subject, sequence, time, jurisdiction, actor_id, classification,
           correlation_id, causation_id, traceparent, body FROM numbered
  ), queued AS (
    INSERT INTO outbox (fact_id) SELECT id FROM numbered ORDER BY ord
  )
  SELECT CASE WHEN cardinality($12::text[]) > 0 THEN wake_waiting($12) ELSE 0 END AS woken`;

/** Writes facts into the `fact` table and the outbox, in the transaction that made them true. */
export class FactStore implements FactWriter {
  private listener: () => void = () => undefined;

  constructor(private readonly service: string) {}

  onWake(listener: () => void): void {
    this.listener = listener;
  }

  wake(): void {
    this.listener();
  }

  async write(tx: Tx, facts: readonly RecordedFact[], brought: readonly string[]): Promise<void> {
    const column = <Value>(value: (fact: RecordedFact) => Value): Value[] => facts.map(value);
    const [row] = await tx.query<{ woken: number }>(WRITE_FACTS, [
      idList(column((f) => (f.causedBy ? causedId(f.causedBy.id, `${this.service}/${f.contract.type}/${f.index}`) : newId()))),
      wordList(column((f) => f.contract.type)),
      idList(column((f) => f.subject)),
      column((f) => f.at),
      wordList(column((f) => f.jurisdiction)),
      column((f) => (f.causedBy ? `service:${this.service}` : f.actorId)),
      wordList(column((f) => f.contract.classification)),
      idList(column((f) => f.correlationId ?? f.causedBy?.correlationId ?? f.subject)),
      column((f) => f.causedBy?.id ?? null),
      column((f) => f.traceparent ?? null),
      column((f) => JSON.stringify(f.data)),
      brought,
    ]);
    if (row && row.woken > 0) tx.afterCommit(tellBrought);
  }
}

/** Whether this service has told such a fact about the subject because of that cause. */
export async function hasTold(tx: Tx, { type }: FactContract, subject: Id, cause: Id): Promise<boolean> {
  const told = await tx.query('SELECT 1 FROM fact WHERE subject = $1 AND type = $2 AND causation_id = $3 LIMIT 1', [subject, type, cause]);
  return told.length > 0;
}
