import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, uuid } from '../envelope.js';
import { code, text } from '../vocabulary.js';
import { appealView, reopening, resultView, roundSummary } from './evaluation-shapes.js';

/** Routes of evaluation: what a round came to, and how it is contested. */

const resultId = z.object({ resultId: uuid });

export const notifyResult = defineRoute({
  id: 'notifyResult',
  method: 'POST',
  path: '/evaluation-results/:resultId/notification',
  summary: 'Notifies the agency of a computed result; opens the appeal window',
  allow: ['purchaser'],
  params: resultId,
  response: resultView,
});

export const acceptResult = defineRoute({
  id: 'acceptResult',
  method: 'POST',
  path: '/evaluation-results/:resultId/acceptance',
  summary: 'The agency waives its appeal: the result is final at once',
  allow: ['agency'],
  params: resultId,
  response: resultView,
});

export const fileAppeal = defineRoute({
  id: 'fileAppeal',
  method: 'POST',
  path: '/evaluation-results/:resultId/appeals',
  summary: 'The agency appeals inside the window',
  allow: ['agency'],
  params: resultId,
  body: z.strictObject({ grounds: text, indicators: z.array(code).max(60).default([]) }),
  response: appealView,
  status: 201,
});

export const decideAppeal = defineRoute({
  id: 'decideAppeal',
  method: 'POST',
  path: '/evaluation-appeals/:appealId/decision',
  summary: 'Decides an appeal; an upheld one has the panel score the named indicators anew',
  allow: ['purchaser'],
  params: z.object({ appealId: uuid }),
  body: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('dismissed'), reasons: text }),
    z.strictObject({ outcome: z.literal('upheld'), reasons: text, reopening, due: instant }),
  ]),
  response: appealView,
});

export const correctResult = defineRoute({
  id: 'correctResult',
  method: 'POST',
  path: '/evaluation-results/:resultId/correction',
  summary: 'Has the panel score named indicators of a published result anew; ends in a new revision',
  allow: ['purchaser'],
  params: resultId,
  body: z.strictObject({ ground: text, reopening, due: instant }),
  response: roundSummary,
});

export const evaluationResultRoutes = [
  notifyResult,
  acceptResult,
  fileAppeal,
  decideAppeal,
  correctResult,
] as const;
