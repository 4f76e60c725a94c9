import type { BusMessage } from '../bus/message-bus.js';
import { toMessage } from '../wire.js';
import { producerTraceparent } from '../tracing.js';

/** A row of the `fact` table as pg gives it. */
export interface FactRow {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: string;
  readonly time: Date;
  readonly jurisdiction: string;
  readonly actor_id: string;
  readonly classification: 'public' | 'internal' | 'restricted';
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly traceparent: string | null;
  readonly body: string;
}

export function messageOf(row: FactRow, service: string): BusMessage {
  return toMessage(
    {
      specversion: '1.0',
      id: row.id,
      source: `goufu/${service}`,
      type: row.type,
      subject: row.subject,
      time: row.time.toISOString(),
      sequence: Number(row.sequence),
      jurisdiction: row.jurisdiction,
      actorid: row.actor_id,
      classification: row.classification,
      correlationid: row.correlation_id,
      causationid: row.causation_id ?? undefined,
      traceparent: producerTraceparent(row.type, row.traceparent ?? undefined),
    },
    row.body,
  );
}
