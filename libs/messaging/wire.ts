import { envelopeSchema, type Envelope } from '@goufu/contracts';
import type { BusMessage } from './bus/message-bus.js';

/** CloudEvents binary mode: attributes as `ce_` headers, trace context and content type under their own names. */
export function toMessage(envelope: Envelope, body: string): BusMessage {
  const { traceparent, ...attributes } = envelope;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) headers[`ce_${name}`] = String(value);
  }
  if (traceparent !== undefined) headers['traceparent'] = traceparent;
  return { key: envelope.subject, headers, value: body };
}

/** Reads an envelope; throws a ZodError that names the attribute at fault. */
export function envelopeOf(headers: Readonly<Record<string, string>>): Envelope {
  const attributes: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('ce_')) attributes[name.slice(3)] = value;
  }
  if (headers['traceparent'] !== undefined) attributes['traceparent'] = headers['traceparent'];
  if (attributes['sequence'] !== undefined) attributes['sequence'] = Number(attributes['sequence']);
  return envelopeSchema.parse(attributes);
}
