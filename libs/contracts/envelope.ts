import { z } from 'zod';

export const CONTEXTS = ['procurement', 'projects', 'evaluation', 'funding', 'oversight'] as const;
/** A bounded context that publishes facts; its name is also its topic. */
export type Context = (typeof CONTEXTS)[number];

export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'a UUID in lower case');
export const instant = z.iso.datetime({ precision: 3, offset: false });
export const localDate = z.iso.date();

/**
 * CloudEvents 1.0 attributes of a fact, as Kafka headers `ce_<name>` (binary mode).
 * `sequence` counts the facts of one stream (source and subject) from 1 without gaps.
 */
export const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  /** UUIDv7; UUIDv5 of (causation, index) when another fact caused it, so that a retry makes the same id. */
  id: uuid,
  /** `goufu/funding`. */
  source: z.string().regex(/^goufu\/[a-z]+$/),
  /** `funding.tranche-released.v1`. */
  type: z.string().regex(/^[a-z]+\.[a-z]+(-[a-z]+)*\.v\d+$/),
  /** The Kafka key: purchase id, or budget-line id for budget-line facts. */
  subject: uuid,
  /** Business time, from the Clock. */
  time: instant,
  sequence: z.int().positive(),
  /** Region code of the jurisdiction whose data this is. */
  jurisdiction: z.string().regex(/^\d{2,12}$/),
  /** Pseudonymous id of the person or process that acted; never a name. */
  actorid: z.string().min(1).max(64),
  classification: z.enum(['public', 'internal', 'restricted']),
  /** The purchase that the fact belongs to. */
  correlationid: uuid,
  /** Id of the fact that caused this one. */
  causationid: uuid.optional(),
  /** W3C trace context of the transaction that made the fact. */
  traceparent: z.string().optional(),
});

export type Envelope = z.infer<typeof envelopeSchema>;
export type Classification = Envelope['classification'];
