import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { allotment, fundSource } from '../funding/shapes.js';
import { budgetPart, fen, fundUse, text } from '../vocabulary.js';

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
  /** The line of an earlier year whose later years this budget pays: contracts over several years are committed to it (R126). */
  continues: uuid.optional(),
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

export const lineTransferInput = z.strictObject({ fromLineId: uuid, toLineId: uuid, amountFen: fen, reason: text });

/** Appropriation that one line is to give to another, and who agreed (R124). */
export const lineTransferView = z.object({
  transferId: uuid,
  fromLineId: uuid,
  toLineId: uuid,
  year: z.int(),
  amountFen: fen,
  reason: z.string(),
  state: z.enum(['requested', 'effected', 'declined']),
  requestedBy: z.string(),
  requestedAt: instant,
  requiredApprovals: z.int(),
  approvals: z.array(z.object({ approver: z.string(), at: instant })),
  decidedAt: instant.optional(),
  declineReason: z.string().optional(),
  /** Whether the caller may approve it now: has neither asked for it nor approved it. */
  mayApprove: z.boolean(),
});

/** What is to be carried over of each line; what is not listed stays as it is. */
export const yearClosingInput = z.strictObject({
  lines: z.array(z.strictObject({ lineId: uuid, neededFen: fen, revision: z.int().positive() })).min(1).max(500),
});

/** A line at the end of a year: what was spent, what is bound, what nothing is bound to, and what may become of that (R125). */
export const yearEndLine = z.object({
  lineId: uuid,
  year: z.int(),
  titleZh: z.string(),
  source: z.string(),
  revision: z.int(),
  originYear: z.int(),
  /** For how many years running its money was not spent. */
  yearsUnspent: z.int(),
  unspentFen: fen,
  boundFen: fen,
  inTransitFen: fen,
  disbursedFen: fen,
  carriedFen: fen,
  lapsedFen: fen,
  closedAt: instant.optional(),
  /** `in-transit`: it must wait; `surplus`: it lapses; `may-carry`: what is needed goes on; `nothing`: there is nothing left. */
  outlook: z.enum(['may-carry', 'surplus', 'in-transit', 'nothing']),
});

/** After how many years running unspent money is surplus and lapses, and the law that says so (R125). */
export const surplusRule = z.object({ afterYears: z.int(), source: z.string() });
