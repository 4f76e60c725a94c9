import { isLocalDate } from '@goufu/kernel';
import { z } from 'zod';

const localDate = z.string().refine(isLocalDate, 'a day, YYYY-MM-DD');
const instant = z.iso.datetime({ precision: 3 });
/** Fen as a decimal string. */
const fen = z.string().regex(/^(0|[1-9]\d{0,17})$/, 'a decimal string of fen');
const positiveFen = fen.refine((amount) => amount !== '0', 'more than nothing');
const accountId = z.string().regex(/^[A-Za-z0-9-]{1,34}$/, 'up to 34 letters, digits and hyphens');
const endToEndId = z.string().regex(/^[A-Za-z0-9-]{1,35}$/, 'up to 35 letters, digits and hyphens');

/** ISO 20022 external status reason codes that this treasury gives. */
const reasonCode = z.enum([
  'AC02', // unknown debtor account
  'AC03', // unknown creditor account
  'AC04', // closed account
  'AC06', // blocked account
  'AG01', // debtor and creditor are the same
  'AM04', // insufficient funds
]);
export type ReasonCode = z.infer<typeof reasonCode>;

export const accountStatus = z.enum(['open', 'closed', 'blocked']);

export const accountOpening = z.object({
  accountId,
  name: z.string().min(1).max(140),
  openingBalanceFen: fen,
});
export type AccountOpening = z.infer<typeof accountOpening>;

export const instruction = z.object({
  endToEndId,
  debtorAccount: accountId,
  creditorAccount: accountId,
  creditorName: z.string().min(1).max(140).optional(),
  amountFen: positiveFen,
  currency: z.literal('CNY'),
  executionDate: localDate,
  /** What the payer writes, and the payee reads on the statement. */
  remittance: z.string().min(1).max(140).optional(),
});
export type Instruction = z.infer<typeof instruction>;

/** How the treasury errs on one payment: what it books instead, and whether the money comes back. */
const deviation = z.object({
  amountFen: positiveFen.optional(),
  creditorAccount: accountId.optional(),
  returnAfterDays: z.int().min(0).optional(),
  /** Accepted, and refused so many days after its execution date instead of booked. */
  rejectAfterDays: z.int().min(0).optional(),
});
export type Deviation = z.infer<typeof deviation>;

/** One line of the journal. What has happened, in order; the books are its fold. */
export const journalRecord = z.discriminatedUnion('type', [
  z.object({ type: z.literal('clock-set'), at: instant }),
  z.object({ type: z.literal('account-opened'), opening: accountOpening }),
  z.object({ type: z.literal('account-marked'), accountId, status: accountStatus }),
  z.object({ type: z.literal('payment-received'), instruction, deviation }),
  z.object({ type: z.literal('payment-rejected'), endToEndId, code: reasonCode }),
  z.object({ type: z.literal('payment-booked'), endToEndId, bookedOn: localDate }),
  z.object({ type: z.literal('file-written'), name: z.string() }),
  z.object({ type: z.literal('payment-returned'), endToEndId, bookedOn: localDate, code: reasonCode }),
]);
export type JournalRecord = z.infer<typeof journalRecord>;

export const clockSetting = z.object({ at: instant });

export const dailyQuery = z.object({
  account: accountId,
  /** Number of the last statement that the caller has. */
  after: z.coerce.number().int().min(0).default(0),
});

export const statementQuery = z.object({
  account: accountId,
  /** `nextCursor` of the page before; from the first entry when absent. */
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type StatementQuery = z.infer<typeof statementQuery>;

const hostilityKind = z.enum([
  'pays-then-times-out', // books the payment, then never answers
  'times-out-without-paying', // forgets the payment and never answers
  'slow', // answers after delayMs
  'wrong-amount', // books some fen too little
  'wrong-account', // books to somebody else
  'late-return', // the money comes back after afterDays
  'rejects-after-accept', // accepts, and refuses afterDays later
  'callback-twice',
  'callback-out-of-order', // comes after the next one
  'entry-repeated', // the same entry twice in one page
  'entries-out-of-order', // the page from its end
  'statement-twice', // the page before once more
  'statement-missing', // no entries, though the closing balance has them; in files, nothing about bookings
  'day-twice', // the statement of a closed day once more
  'day-missing', // the statement of a closed day comes after that of the next one
  'file-malformed', // a broken copy of a file before the file itself
  'file-in-halves', // a file whose second half is written later, in place
]);
export type HostilityKind = z.infer<typeof hostilityKind>;

const hostilityRule = z.object({
  kind: hostilityKind,
  /** How often it strikes before it is used up. */
  times: z.int().min(0).max(1_000_000).default(1),
  /** How likely it strikes each time that it could, in basis points. */
  chanceBp: z.int().min(0).max(10_000).default(10_000),
  match: z.object({ endToEndId: endToEndId.optional(), account: accountId.optional() }).default({}),
  delayMs: z.int().min(0).max(600_000).default(2_000),
  afterDays: z.int().min(0).max(400).default(1),
});
export type HostilityRule = z.infer<typeof hostilityRule>;

export const hostilityPlan = z.object({ seed: z.int().min(0).default(0), rules: z.array(hostilityRule).max(100) });
export type HostilityPlan = z.infer<typeof hostilityPlan>;
