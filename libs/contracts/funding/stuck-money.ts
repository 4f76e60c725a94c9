import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { code, fen, openEnum } from '../vocabulary.js';

/** Money that waits too long: what, where, since when, on whom, and the safe next steps. */
export const stuckMoney = z.object({
  stuckId: uuid,
  subject: z.object({ kind: openEnum('reservation', 'tranche', 'order', 'entry', 'clawback'), id: uuid }),
  contractId: uuid.optional(),
  agencyOrgId: uuid.optional(),
  stage: openEnum('reserved', 'committed', 'payable', 'in-transit', 'suspense'),
  fen,
  since: instant,
  /** Codes of what has not happened yet. */
  waitingFor: z.array(code).min(1),
  /** Who can move it. */
  owner: openEnum('finance-officer', 'finance-approver', 'purchaser', 'agency', 'treasury', 'operator'),
  nextActions: z.array(code),
});
