import { z } from 'zod';
import { uuid } from '../envelope.js';
import { code, evidenceIds, fen, openEnum, revision, rule } from '../vocabulary.js';

/** What every decision on a tranche says. A later revision replaces an earlier one, whichever way it went. */
export const trancheDecision = z.object({
  trancheId: uuid,
  trancheNo: z.int().positive(),
  /** Counts the decisions on this tranche from 1. */
  revision,
  contractId: uuid,
  agencyOrgId: uuid,
  fen,
  /** Rules that decided (R109 …). */
  rules: z.array(rule),
  evidenceIds,
});

/** A condition that is not met yet, with the rule that it comes from. For people; the domain decides on its own state. */
export const waiting = z.object({
  condition: openEnum(
    'contract-filed',
    'date',
    'milestone',
    'acceptance',
    'evaluation',
    'rectification-closed',
    'payment-requested',
    'no-open-appeal',
  ),
  /** Code of the milestone or evaluation, where there is one. */
  of: code.optional(),
  rule,
});
