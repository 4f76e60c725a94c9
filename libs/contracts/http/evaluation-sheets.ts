import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { sheetContent, sheetView } from './evaluation-shapes.js';

/** Routes of evaluation: what each member of a panel scores. */

const roundId = z.object({ roundId: uuid });

export const getMyScoreSheet = defineRoute({
  id: 'getMyScoreSheet',
  method: 'GET',
  path: '/evaluation-rounds/:roundId/sheet',
  summary: 'The caller’s own sheet',
  allow: ['evaluator'],
  params: roundId,
  response: sheetView,
});

export const saveScoreSheet = defineRoute({
  id: 'saveScoreSheet',
  method: 'PUT',
  path: '/evaluation-rounds/:roundId/sheet',
  summary: 'Keeps a draft of the caller’s sheet',
  allow: ['evaluator'],
  params: roundId,
  body: sheetContent,
  response: sheetView,
});

export const signScoreSheet = defineRoute({
  id: 'signScoreSheet',
  method: 'POST',
  path: '/evaluation-rounds/:roundId/sheet/signature',
  summary: 'Signs and locks the caller’s sheet; the last signature computes the result',
  allow: ['evaluator'],
  params: roundId,
  response: sheetView.extend({ roundConcluded: z.boolean() }),
});

export const listScoreSheets = defineRoute({
  id: 'listScoreSheets',
  method: 'GET',
  path: '/evaluation-rounds/:roundId/sheets',
  summary: 'All signed sheets; nobody reads them before the last one is signed',
  allow: ['purchaser', 'evaluator', 'auditor'],
  params: roundId,
  response: z.object({ items: z.array(sheetView) }),
});

export const evaluationSheetRoutes = [
  getMyScoreSheet,
  saveScoreSheet,
  signScoreSheet,
  listScoreSheets,
] as const;
