import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, uuid } from '../envelope.js';
import { basisPoints, code, text } from '../vocabulary.js';
import {
  appealView,
  nomination,
  panelMemberView,
  reopening,
  resultView,
  roundStage,
  roundSummary,
  sheetContent,
  sheetView,
  templateContent,
} from './evaluation-shapes.js';

/** Routes of evaluation: rounds, sheets, results, appeals. */

const roundId = z.object({ roundId: uuid });
const resultId = z.object({ resultId: uuid });
const READERS = ['purchaser', 'contract-approver', 'evaluator', 'agency', 'auditor'] as const;

export const listEvaluationRounds = defineRoute({
  id: 'listEvaluationRounds',
  method: 'GET',
  path: '/evaluation-rounds',
  summary: 'Rounds of the caller’s region; an agency sees its own, an evaluator those of their panels',
  allow: READERS,
  query: z.object({
    contractId: uuid.optional(),
    stage: roundStage.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
    after: z.string().max(200).optional(),
  }),
  response: z.object({ items: z.array(roundSummary), next: z.string().optional() }),
});

export const listEvaluationsWaiting = defineRoute({
  id: 'listEvaluationsWaiting',
  method: 'GET',
  path: '/evaluation-rounds/waiting',
  summary: 'What waits for the caller in evaluation, the oldest first',
  allow: READERS,
  response: z.object({
    items: z.array(
      z.object({
        action: z.enum(['open-round', 'replace-member', 'declare-interest', 'score', 'notify-result', 'answer-result', 'decide-appeal']),
        round: roundSummary,
        resultId: uuid.optional(),
        appealId: uuid.optional(),
        until: instant.optional(),
      }),
    ),
  }),
});

export const getEvaluationRound = defineRoute({
  id: 'getEvaluationRound',
  method: 'GET',
  path: '/evaluation-rounds/:roundId',
  summary: 'A round with its template, panel, results and appeals, as far as the caller may see them',
  allow: READERS,
  params: roundId,
  response: z.object({
    round: roundSummary,
    template: z.object({ templateId: uuid, version: z.int(), content: templateContent }),
    panel: z.array(panelMemberView),
    results: z.array(resultView),
    appeals: z.array(appealView),
  }),
});

export const openEvaluationRound = defineRoute({
  id: 'openEvaluationRound',
  method: 'POST',
  path: '/evaluation-rounds/:roundId/open',
  summary: 'Opens a ready round with its panel',
  allow: ['purchaser'],
  params: roundId,
  body: z.strictObject({ panel: z.array(nomination).max(30), due: instant }),
  response: roundSummary,
});

export const declareInterest = defineRoute({
  id: 'declareInterest',
  method: 'POST',
  path: '/evaluation-rounds/:roundId/interest',
  summary: 'Declares that there is no interest in the evaluated agency, or recuses with the ground',
  allow: ['evaluator'],
  params: roundId,
  body: z.discriminatedUnion('declaration', [
    z.strictObject({ declaration: z.literal('none') }),
    z.strictObject({ declaration: z.literal('recused'), ground: text }),
  ]),
  response: panelMemberView,
});

export const replacePanelMember = defineRoute({
  id: 'replacePanelMember',
  method: 'POST',
  path: '/evaluation-rounds/:roundId/panel/:evaluatorId/replacement',
  summary: 'Replaces a recused member of the panel',
  allow: ['purchaser'],
  params: roundId.extend({ evaluatorId: z.string().max(64) }),
  body: z.strictObject({ replacement: nomination }),
  response: z.object({ panel: z.array(panelMemberView) }),
});

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

export const getEvaluationPlan = defineRoute({
  id: 'getEvaluationPlan',
  method: 'GET',
  path: '/evaluation-plans/:contractId',
  summary: 'The evaluations of a contract and the overall score so far',
  allow: READERS,
  params: z.object({ contractId: uuid }),
  response: z.object({
    contractId: uuid,
    purchaseId: uuid,
    status: z.enum(['active', 'suspended', 'terminated']),
    revision: z.int(),
    rounds: z.array(roundSummary),
    overallScoreBp: basisPoints.optional(),
  }),
});

export const evaluationRoutes = [
  listEvaluationRounds,
  listEvaluationsWaiting,
  getEvaluationRound,
  openEvaluationRound,
  declareInterest,
  replacePanelMember,
  getMyScoreSheet,
  saveScoreSheet,
  signScoreSheet,
  listScoreSheets,
  notifyResult,
  acceptResult,
  fileAppeal,
  decideAppeal,
  correctResult,
  getEvaluationPlan,
] as const;
