import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { allotment, fundSource } from '../funding/shapes.js';
import { budgetPart, fen, fundUse } from '../vocabulary.js';

/** What the routes of budget lines take and give. */

export const budgetLineInput = z.strictObject({
  year: budgetPart.shape.year,
  titleZh: z.string().trim().min(1).max(200),
  source: fundSource,
  allowedUse: z.string().trim().min(1).max(500),
  /** What of the source's uses the line is for; all of them unless told (R127). */
  uses: z.array(fundUse).min(1).max(10).optional(),
  amountFen: fen,
  /** Everything may be spent at once, unless it is to be allotted in parts. */
  allotment: allotment.optional(),
  /** The community that a guarantee-fund line is for: its appropriation keeps to the formula (R128). */
  community: z.strictObject({ kind: z.enum(['urban', 'rural']), residents: z.int().min(0).max(10_000_000) }).optional(),
});

/** What stands at each stage of a line, in fen. */
const balances = z.object({
  unallottedFen: fen,
  availableFen: fen,
  reservedFen: fen,
  committedFen: fen,
  payableFen: fen,
  inTransitFen: fen,
  disbursedFen: fen,
  carriedFen: fen,
  lapsedFen: fen,
});

export const budgetLineView = z.object({
  lineId: uuid,
  year: z.int(),
  titleZh: z.string(),
  source: z.string(),
  allowedUse: z.string(),
  uses: z.array(fundUse),
  appropriatedFen: fen,
  allotment,
  revision: z.int(),
  jurisdiction: z.string(),
  openedAt: instant,
  /** The year in which its money was first appropriated (R125). */
  originYear: z.int(),
  closedAt: instant.optional(),
  balances,
});
