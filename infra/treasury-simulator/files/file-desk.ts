import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Payment } from '../books.js';
import type { Hostility, Subject } from '../hostility.js';
import type { HostilityKind, HostilityRule, Instruction } from '../schemas.js';
import { dayStatements } from '../day-statements.js';
import { Contradiction, type Treasury } from '../treasury.js';
import { notification, readInstructions, statement, statusReport } from './messages.js';
import { Outgoing, type Draft } from './outgoing.js';

interface DeskOptions {
  /** Holds `out`, which is fetched, and `in`, which is filled. */
  readonly root: string;
  /** The account whose bookings are told in files. */
  readonly account: string;
  readonly treasury: Treasury;
  readonly hostility: Hostility;
  readonly warn: (message: string) => void;
  readonly elapsedMs: () => number;
}

/**
 * The treasury's side of the exchange of files: fetches instructions, and tells in files what its books say. What was told is in the
 * journal, so a restart tells nothing anew, and at worst the last file once more.
 */
export class FileDesk {
  readonly #outgoing: Outgoing;
  readonly #fetched: string;
  readonly #out: string;
  /** Answers that are given late, and when. */
  readonly #late: { readonly draft: Draft; readonly fromMs: number }[] = [];
  #asked = 0;

  constructor(private readonly options: DeskOptions) {
    this.#out = join(options.root, 'out');
    this.#fetched = join(this.#out, 'fetched');
    for (const folder of [this.#fetched, join(options.root, 'in')]) mkdirSync(folder, { recursive: true });
    this.#outgoing = new Outgoing(join(options.root, 'in'), options.hostility);
  }

  /** Fetches what lies there, books what is due, tells what is new. */
  work(): void {
    this.#outgoing.sweep();
    const names = readdirSync(this.#out, { withFileTypes: true }).filter((entry) => entry.isFile() && /^[^.].*\.xml$/.test(entry.name));
    for (const { name } of names.toSorted((a, b) => (a.name < b.name ? -1 : 1))) this.#fetch(name);
    this.options.treasury.settleDue();
    for (const draft of this.#due()) this.#tell(draft);
    const now = this.options.elapsedMs();
    for (const late of this.#late.splice(0)) {
      if (late.fromMs <= now) this.#outgoing.write(late.draft);
      else this.#late.push(late);
    }
  }

  #fetch(name: string): void {
    const path = join(this.#out, name);
    try {
      for (const instruction of readInstructions(readFileSync(path, 'utf8'))) this.#carryOut(instruction);
    } catch (error) {
      this.options.warn(`${name} is not carried out: ${String(error)}`);
    }
    renameSync(path, join(this.#fetched, name));
  }

  #carryOut(instruction: Instruction): void {
    const { treasury, hostility } = this.options;
    const subject = subjectOf(instruction);
    if (hostility.strike(['times-out-without-paying'], subject)) return;
    const again = treasury.payment(instruction.endToEndId);
    try {
      treasury.pay(instruction, () => hostility.deviationFor(instruction, subject, treasury.othersThan(subject.accounts)));
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error;
    }
    // Silent: its statuses count as told, though nobody was.
    if (hostility.strike(['pays-then-times-out'], subject)) for (const draft of this.#statusesOf(instruction.endToEndId)) treasury.noteWritten(draft.name);
    const known = again && treasury.payment(instruction.endToEndId);
    // Sent again, it is a question: the answer is how it stands now.
    if (known) this.#tell(statusDraft(known, known.status === 'rejected' ? 'RJCT' : 'ACCP', `-asked${(this.#asked += 1)}-${treasury.now.replaceAll(/\D/g, '')}`));
  }

  /** Every file that the books make due and that was not written yet. */
  *#due(): Generator<Draft> {
    const { treasury, account: id } = this.options;
    const account = treasury.account(id);
    if (!account) return;
    const drafts = [
      ...treasury.payments.filter(({ instruction }) => instruction.debtorAccount === id).flatMap(statusDrafts),
      ...account.entries.map((entry): Draft => {
        const subject = { accounts: [entry.account, entry.counterparty.account], endToEndIds: [entry.endToEndId] };
        return { name: `camt.054-${entry.entryRef}`, kind: 'notification', subject, text: (messageId, at) => notification(messageId, at, entry) };
      }),
      ...dayStatements(account, treasury.now).map((day): Draft => {
        const subject = { accounts: [id], endToEndIds: day.entries.map(({ endToEndId }) => endToEndId) };
        return { name: `camt.053-${id}-${day.number}`, kind: 'statement', subject, text: (messageId, at) => statement(messageId, at, day) };
      }),
    ];
    for (const draft of drafts) if (!treasury.hasWritten(draft.name)) yield draft;
  }

  #statusesOf(endToEndId: string): Draft[] {
    const payment = this.options.treasury.payment(endToEndId);
    return payment ? statusDrafts(payment) : [];
  }

  #tell(draft: Draft): void {
    const { treasury, hostility, elapsedMs } = this.options;
    // Withheld: it stays due, and is told when the treasury finds its voice.
    if (draft.kind !== 'status' && hostility.strike(['statement-missing'], draft.subject)) return;
    const slow: HostilityRule | undefined = hostility.strike(SLOW, draft.subject);
    if (slow) this.#late.push({ draft: { ...draft, at: treasury.now }, fromMs: elapsedMs() + slow.delayMs });
    else this.#outgoing.write({ ...draft, at: treasury.now });
    treasury.noteWritten(draft.name);
  }
}

const SLOW: readonly HostilityKind[] = ['slow'];

const subjectOf = ({ debtorAccount, creditorAccount, endToEndId }: Instruction): Subject => ({ accounts: [debtorAccount, creditorAccount], endToEndIds: [endToEndId] });

/** Accepted first, and refused later if it comes to that. */
function statusDrafts(payment: Payment): Draft[] {
  const accepted = payment.status === 'rejected' && payment.deviation.rejectAfterDays === undefined ? [] : [statusDraft(payment, 'ACCP')];
  return [...accepted, ...(payment.status === 'rejected' ? [statusDraft(payment, 'RJCT')] : [])];
}

function statusDraft({ instruction, code }: Payment, status: 'ACCP' | 'RJCT', suffix = ''): Draft {
  const { endToEndId } = instruction;
  const told = { endToEndId, status, code: status === 'RJCT' ? code : undefined };
  return { name: `pain.002-${endToEndId}-${status}${suffix}`, kind: 'status', subject: subjectOf(instruction), text: (messageId, at) => statusReport(messageId, at, told) };
}
