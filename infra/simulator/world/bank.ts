import type { Fen } from '@goufu/kernel';

/** How the treasury takes the next instruction. */
export type Mood = 'accepts' | 'rejects' | 'pays-then-times-out' | 'times-out-untouched' | 'cannot-be-reached';
/** How it books what it took. */
export type Booking = 'right' | 'wrong-amount' | 'wrong-account' | 'kept-back';

export type Answer = 'accepted' | 'rejected' | 'booked' | 'unknown' | 'not-sent' | 'never-received';

/** One booking on its account; `wrong` ones are its own mistakes. */
export interface Entry {
  readonly ref: string;
  readonly endToEndId: string;
  readonly direction: 'debit' | 'credit';
  readonly amount: Fen;
  readonly counterparty: string;
  readonly wrong: boolean;
  /** The case that a refund names. */
  readonly ofCase?: string;
}

interface Instruction {
  readonly endToEndId: string;
  readonly amount: Fen;
  readonly account: string;
  status: 'accepted' | 'rejected' | 'booked';
}

/** The treasury with its own books: the same id is the same payment, however often it is sent. */
export class Bank {
  readonly entries: Entry[] = [];
  /** What the statement shows, in order; an entry may stand there twice. */
  readonly statement: Entry[] = [];
  private readonly keptBack: Entry[] = [];
  private readonly instructions = new Map<string, Instruction>();
  private readonly moods: Mood[] = [];
  private readonly bookings: Booking[] = [];

  /** The next sendings are taken this way. */
  expect(mood: Mood): void {
    this.moods.push(mood);
  }

  /** The next bookings are made this way. */
  expectBooking(booking: Booking): void {
    this.bookings.push(booking);
  }

  send(endToEndId: string, amount: Fen, account: string): Answer {
    const mood = this.moods.shift() ?? 'accepts';
    if (mood === 'cannot-be-reached') return 'not-sent';
    if (mood === 'times-out-untouched') return 'unknown';
    const known = this.instructions.get(endToEndId);
    if (!known) this.instructions.set(endToEndId, { endToEndId, amount, account, status: mood === 'rejects' ? 'rejected' : 'accepted' });
    if (mood === 'pays-then-times-out') return 'unknown';
    return this.statusOf(endToEndId);
  }

  enquire(endToEndId: string): Answer {
    return this.instructions.has(endToEndId) ? this.statusOf(endToEndId) : 'never-received';
  }

  /** What it has taken and not booked. */
  unbooked(): Instruction[] {
    return [...this.instructions.values()].filter(({ status }) => status === 'accepted');
  }

  book({ endToEndId }: Pick<Instruction, 'endToEndId'>): void {
    const instruction = this.instructions.get(endToEndId);
    if (instruction?.status !== 'accepted') return;
    const booking = this.bookings.shift() ?? 'right';
    instruction.status = 'booked';
    const wrong = booking === 'wrong-amount' || booking === 'wrong-account';
    const amount = booking === 'wrong-amount' ? instruction.amount + 1n : instruction.amount;
    const counterparty = booking === 'wrong-account' ? `${instruction.account}-x` : instruction.account;
    this.enter({ ref: `${endToEndId}/debit`, endToEndId, direction: 'debit', amount, counterparty, wrong }, booking === 'kept-back');
  }

  /** Debits that were right and have not come back. */
  paid(): Entry[] {
    return this.entries.filter(({ direction, wrong, endToEndId }) => direction === 'debit' && !wrong && !this.entries.some((other) => other.direction === 'credit' && other.endToEndId === endToEndId));
  }

  /** The receiving bank sends the money back. */
  giveBack({ endToEndId, amount, counterparty }: Entry): void {
    this.enter({ ref: `${endToEndId}/credit`, endToEndId, direction: 'credit', amount, counterparty, wrong: false }, false);
  }

  /** An agency pays money back and says for which case. */
  refund(ofCase: string, amount: Fen, counterparty: string): void {
    const endToEndId = `refund-${this.entries.length + 1}`;
    this.enter({ ref: endToEndId, endToEndId, direction: 'credit', amount, counterparty, wrong: false, ofCase }, false);
  }

  /** Shows an entry once more. */
  repeat(entry: Entry): void {
    this.statement.push(entry);
  }

  hasKeptBack(): boolean {
    return this.keptBack.length > 0;
  }

  /** Shows what it had kept back. */
  complete(): void {
    this.statement.push(...this.keptBack.splice(0));
  }

  private enter(entry: Entry, keptBack: boolean): void {
    this.entries.push(entry);
    (keptBack ? this.keptBack : this.statement).push(entry);
  }

  private statusOf(endToEndId: string): Answer {
    return this.instructions.get(endToEndId)?.status ?? 'never-received';
  }
}
