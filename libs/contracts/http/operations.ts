import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, uuid } from '../envelope.js';

/** Routes that every service with a database has: business time, held records, failed tasks. For operators. */

const clock = z.object({ now: instant, movable: z.boolean() });

export const getClock = defineRoute({
  id: 'getClock',
  method: 'GET',
  path: '/clock',
  summary: 'Business time of this service',
  allow: 'anyone',
  response: clock,
});

export const moveClock = defineRoute({
  id: 'moveClock',
  method: 'PUT',
  path: '/clock',
  summary: 'Steps business time forward and answers once everything due by then is done; local environments only',
  allow: ['operator'],
  body: z.strictObject({ now: instant }),
  response: clock,
});

const heldRecord = z.object({
  id: uuid,
  consumerGroup: z.string(),
  state: z.enum(['waiting', 'ready', 'parked', 'queued', 'discarded']),
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  key: z.string(),
  factType: z.string().nullable(),
  waitsFor: z.string().nullable(),
  reason: z.string().nullable(),
  body: z.string(),
  heldAt: z.string(),
  /** Who asked to give it up: another operator must agree. */
  discardAskedBy: z.string().nullable().optional(),
});

const reason = z.string().trim().min(1).max(500);
const heldRecordId = z.object({ recordId: uuid });

export const listHeldRecords = defineRoute({
  id: 'listHeldRecords',
  method: 'GET',
  path: '/held-records',
  summary: 'Records that wait for another fact, or are parked and need a person',
  allow: ['operator'],
  query: z.object({ state: z.enum(['waiting', 'ready', 'parked', 'queued']).optional() }),
  response: z.object({ items: z.array(heldRecord) }),
});

export const mendHeldRecord = defineRoute({
  id: 'mendHeldRecord',
  method: 'POST',
  path: '/held-records/:recordId/mend',
  summary: 'Replaces the body of a parked record; it stays parked until it is replayed',
  allow: ['operator'],
  params: heldRecordId,
  body: z.strictObject({ body: z.string().max(1_000_000), reason }),
  response: heldRecord,
});

export const replayHeldRecord = defineRoute({
  id: 'replayHeldRecord',
  method: 'POST',
  path: '/held-records/:recordId/replay',
  summary: 'Handles a parked record again, and then what queues behind it',
  allow: ['operator'],
  params: heldRecordId,
  body: z.strictObject({ reason }),
  response: heldRecord,
});

export const discardHeldRecord = defineRoute({
  id: 'discardHeldRecord',
  method: 'POST',
  path: '/held-records/:recordId/discard',
  summary: 'Asks to give a parked record up; when another operator says so too, it is, and its key goes on (R70)',
  allow: ['operator'],
  params: heldRecordId,
  body: z.strictObject({ reason }),
  response: heldRecord,
});

export const republishFacts = defineRoute({
  id: 'republishFacts',
  method: 'POST',
  path: '/facts/republish',
  summary: 'Sends stored facts to Kafka again under their original ids',
  allow: ['operator'],
  body: z.strictObject({ since: instant.optional(), type: z.string().max(100).optional(), subject: uuid.optional() }),
  response: z.object({ queued: z.int() }),
});

export const listFailedTasks = defineRoute({
  id: 'listFailedTasks',
  method: 'GET',
  path: '/failed-tasks',
  summary: 'Due tasks that failed for good and need a person',
  allow: ['operator'],
  response: z.object({
    items: z.array(
      z.object({ id: uuid, kind: z.string(), key: z.string(), dueAt: instant, attempts: z.int(), error: z.string(), jurisdiction: z.string() }),
    ),
  }),
});

export const retryFailedTask = defineRoute({
  id: 'retryFailedTask',
  method: 'POST',
  path: '/failed-tasks/:taskId/retry',
  summary: 'Gives a failed task a new set of tries',
  allow: ['operator'],
  params: z.object({ taskId: uuid }),
  response: z.object({ id: uuid }),
});

export const resumeConsumerGroup = defineRoute({
  id: 'resumeConsumerGroup',
  method: 'POST',
  path: '/consumer-groups/:group/resume',
  summary: 'Lets a consumer group go on that stopped because it parked many records within a minute',
  allow: ['operator'],
  params: z.object({ group: z.string().max(200) }),
  body: z.strictObject({ reason }),
  response: z.object({ group: z.string() }),
});

export const clockRoutes = [getClock, moveClock] as const;
export const operationsRoutes = [
  listHeldRecords,
  mendHeldRecord,
  replayHeldRecord,
  discardHeldRecord,
  republishFacts,
  listFailedTasks,
  retryFailedTask,
  resumeConsumerGroup,
] as const;
