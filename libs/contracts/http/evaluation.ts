import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { instant, uuid } from '../envelope.js';
import { basisPoints, text } from '../vocabulary.js';
import { appealView, nomination, panelMemberView, resultView, roundStage, roundSummary, templateContent } from './evaluation-shapes.js';

/** Routes of evaluation: rounds with their panels, and the plan that they follow. */

const roundId = z.object({ roundId: uuid });
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
  getEvaluationPlan,
] as const;
