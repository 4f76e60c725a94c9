import { localDateOf, type Instant, type LocalDate } from '@goufu/kernel';
import { Books, type Account, type Payment } from './books.js';
import type { Journal } from './journal.js';
import type { AccountOpening, Deviation, Instruction, JournalRecord } from './schemas.js';

/** Said twice about the same thing, differently. */
export class Contradiction extends Error {}

/** The books behind their journal: every change is on disk before it counts. All of it is synchronous, so nothing interleaves. */
export class Treasury {
  readonly #books = new Books();

  constructor(
    private readonly journal: Journal,
    private readonly machineTime: () => Instant,
    private readonly onChange: (payment: Payment) => void,
  ) {
    for (const record of journal.records) this.#books.apply(record);
  }

  get now(): Instant {
    return this.#books.clock ?? this.machineTime();
  }

  get accounts(): readonly Account[] {
    return [...this.#books.accounts.values()];
  }

  account(id: string): Account | undefined {
    return this.#books.accounts.get(id);
  }

  payment(endToEndId: string): Payment | undefined {
    return this.#books.payments.get(endToEndId);
  }

  get payments(): readonly Payment[] {
    return [...this.#books.payments.values()];
  }

  /** Accounts that could be mistaken for one of these. */
  othersThan(accounts: readonly string[]): string[] {
    return this.accounts.map(({ opening }) => opening.accountId).filter((id) => !accounts.includes(id));
  }

  hasWritten(name: string): boolean {
    return this.#books.filesWritten.has(name);
  }

  /** Remembers that a file was told; once is enough. */
  noteWritten(name: string): void {
    if (!this.hasWritten(name)) this.#record({ type: 'file-written', name });
  }

  /** Opens an account; the same opening again changes nothing. Throws `Contradiction` for another one. */
  open(opening: AccountOpening): Account {
    const known = this.account(opening.accountId);
    if (known && !sameContent(known.opening, opening)) throw new Contradiction(`account ${opening.accountId} was opened otherwise`);
    if (!known) this.#record({ type: 'account-opened', opening });
    return known ?? this.open(opening);
  }

  mark(accountId: string, status: Account['status']): void {
    this.#record({ type: 'account-marked', accountId, status });
  }

  /** Sets business time; it never goes back. From then on machine time is not looked at. */
  setClock(at: Instant): void {
    const { clock } = this.#books;
    if (clock !== undefined && at < clock) throw new Contradiction(`business time is already ${clock}`);
    this.#record({ type: 'clock-set', at });
    this.settleDue();
  }

  /** Takes an instruction once; the same one again changes nothing. Throws `Contradiction` when the id stands for another one. */
  pay(instruction: Instruction, deviation: () => Deviation): Payment {
    const known = this.payment(instruction.endToEndId);
    if (known) {
      if (!sameContent(known.instruction, instruction)) throw new Contradiction(`payment ${instruction.endToEndId} has other content`);
      return known;
    }
    this.#record({ type: 'payment-received', instruction, deviation: deviation() });
    const code = this.#books.rejectionOf(instruction);
    if (code) this.#record({ type: 'payment-rejected', endToEndId: instruction.endToEndId, code });
    this.settleDue();
    return this.pay(instruction, deviation);
  }

  /** Books and returns what is due by the day that it is. */
  settleDue(): void {
    const today: LocalDate = localDateOf(this.now);
    for (let due = this.#books.nextDue(today); due; due = this.#books.nextDue(today)) this.#record(due);
  }

  #record(record: JournalRecord): void {
    this.journal.append(record);
    this.#books.apply(record);
    const paymentId = paymentOf(record);
    const payment = paymentId === undefined ? undefined : this.payment(paymentId);
    if (payment) this.onChange(payment);
  }
}

function paymentOf(record: JournalRecord): string | undefined {
  if (record.type === 'payment-received') return record.instruction.endToEndId;
  return 'endToEndId' in record ? record.endToEndId : undefined;
}

const sameContent = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
