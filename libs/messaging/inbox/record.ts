import type { Envelope, FactContract } from '@goufu/contracts';
import type { Span } from '@opentelemetry/api';
import type { ReceivedMessage } from '../bus/message-bus.js';
import { traceparentOf } from '../tracing.js';
import { envelopeOf } from '../wire.js';
import type { FactRecord } from './consumer.js';

/** What can be known of a message without its contract; a message without an envelope is unreadable. */
export type Header = Envelope;

export interface Readable {
  readonly message: ReceivedMessage;
  readonly header: Header;
}

/** The envelope's part of a message, or the reason why it cannot be read. */
export function headerOf(message: ReceivedMessage): Header | Error {
  try {
    const header = envelopeOf(message.headers);
    return header.subject === message.key ? header : new Error(`message key ${message.key} is not the subject ${header.subject}`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Parses the whole record by its contract; throws a ZodError or SyntaxError that says where it is wrong. */
export function recordOf<Contract extends FactContract>(contract: Contract, { message, header: envelope }: Readable, span: Span): FactRecord<Contract> {
  const data = contract.schema.parse(JSON.parse(message.value)) as FactRecord<Contract>['data'];
  return {
    id: envelope.id,
    type: envelope.type,
    subject: envelope.subject,
    sequence: envelope.sequence,
    time: envelope.time,
    actorId: envelope.actorid,
    jurisdiction: envelope.jurisdiction,
    correlationId: envelope.correlationid,
    causationId: envelope.causationid,
    traceparent: traceparentOf(span) ?? envelope.traceparent,
    data,
    topic: message.topic,
    partition: message.partition,
    offset: message.offset,
  };
}
