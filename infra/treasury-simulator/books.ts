import { addDays, assert, parseFen, wireFen, type Fen, type LocalDate } from '@goufu/kernel';
import type { AccountOpening, Deviation, Instruction, JournalRecord, ReasonCode } from './schemas.js';

export type PaymentStatus = 'accepted' | 'rejected' | 'booked' | 'returned';

export interface Payment {
  readonly instruction: Instruction;
  readonly deviation: Deviation;
  readonly status: PaymentStatus;
  readonly code?: ReasonCode;
  readonly bookedOn?: LocalDate;
}

/** One line of a statement (camt.053 Ntry). `entryRef` is unique; both sides of a booking have their own. */
export interface StatementEntry {
  readonly entryRef: string;
  readonly statementId: string;
  readonly account: string;
  readonly bookedOn: LocalDate;
  readonly valueDate: LocalDate;
  /** Fen, positive; the sign is `creditDebit`. */
  readonly amountFen: string;
  readonly creditDebit: 'CRDT' | 'DBIT';
  readonly status: 'BOOK';
  readonly endToEndId: string;
  readonly counterparty: { readonly account: string; readonly name: string };
  /** Set on money that came back. */
  readonly returnCode?: ReasonCode;
  /** What the payer wrote. */
  readonly remittance?: string;
}

export interface Account {
  readonly opening: AccountOpening;
  status: 'open' | 'closed' | 'blocked';
  balance: Fen;
  readonly entries: StatementEntry[];
}

/** The treasury's own books: the fold of its journal, and the decisions that depend on them. Money only ever moves between accounts. */
export class Books {
  readonly accounts = new Map<string, Account>();
  readonly payments = new Map<string, Payment>();
  /** Names of the files that were told. */
  readonly filesWritten = new Set<string>();
  /** Business time as last set; absent while machine time counts. */
  clock: string | undefined;
  /** Payments that still await their booking or their return. */
  readonly #open = new Set<string>();
  #entryCount = 0;

  apply(record: JournalRecord): void {
    switch (record.type) {
      case 'clock-set':
        this.clock = record.at;
        return;
      case 'account-opened':
        this.accounts.set(record.opening.accountId, {
          opening: record.opening,
          status: 'open',
          balance: parseFen(record.opening.openingBalanceFen),
          entries: [],
        });
        return;
      case 'account-marked':
        this.#account(record.accountId).status = record.status;
        return;
      case 'file-written':
        this.filesWritten.add(record.name);
        return;
      case 'payment-received':
        this.payments.set(record.instruction.endToEndId, { ...record, status: 'accepted' });
        this.#open.add(record.instruction.endToEndId);
        return;
      case 'payment-rejected':
        this.#close(record.endToEndId, { status: 'rejected', code: record.code });
        return;
      case 'payment-booked':
        this.#book(record.endToEndId, record.bookedOn);
        return;
      case 'payment-returned':
        this.#return(record.endToEndId, record.bookedOn, record.code);
    }
  }

  /** Why this instruction cannot be carried out now, if it cannot. */
  rejectionOf({ debtorAccount, creditorAccount, amountFen }: Instruction): ReasonCode | undefined {
    const debtor = this.accounts.get(debtorAccount);
    const creditor = this.accounts.get(creditorAccount);
    if (!debtor) return 'AC02';
    if (!creditor) return 'AC03';
    if (debtor === creditor) return 'AG01';
    if (debtor.status === 'closed' || creditor.status === 'closed') return 'AC04';
    if (debtor.status === 'blocked' || creditor.status === 'blocked') return 'AC06';
    return debtor.balance < parseFen(amountFen) ? 'AM04' : undefined;
  }

  /** The next booking, rejection or return that is due by `today`, if any. Apply it and ask again. */
  nextDue(today: LocalDate): JournalRecord | undefined {
    for (const id of this.#open) {
      const { instruction, deviation, status, bookedOn } = this.#payment(id);
      if (status === 'accepted' && deviation.rejectAfterDays !== undefined) {
        if (addDays(instruction.executionDate, deviation.rejectAfterDays) <= today) return { type: 'payment-rejected', endToEndId: id, code: 'AC06' };
        continue;
      }
      if (status === 'accepted' && instruction.executionDate <= today) {
        const code = this.rejectionOf(instruction);
        return code ? { type: 'payment-rejected', endToEndId: id, code } : { type: 'payment-booked', endToEndId: id, bookedOn: today };
      }
      if (bookedOn !== undefined && addDays(bookedOn, deviation.returnAfterDays ?? 0) <= today) {
        return { type: 'payment-returned', endToEndId: id, bookedOn: today, code: 'AC04' };
      }
    }
    return undefined;
  }

  #book(id: string, bookedOn: LocalDate): void {
    const { from, to, amount } = this.#movementOf(id);
    this.#move({ id, from, to, amount, bookedOn });
    const returns = this.#payment(id).deviation.returnAfterDays !== undefined;
    if (returns) this.payments.set(id, { ...this.#payment(id), status: 'booked', bookedOn });
    else this.#close(id, { status: 'booked', bookedOn });
  }

  #return(id: string, bookedOn: LocalDate, code: ReasonCode): void {
    const { from, to, amount } = this.#movementOf(id);
    this.#move({ id, from: to, to: from, amount, bookedOn, code });
    this.#close(id, { status: 'returned', code });
  }

  /** What was moved, or is to be: the instruction, unless the treasury errs. */
  #movementOf(id: string): { from: string; to: string; amount: Fen } {
    const { instruction, deviation } = this.#payment(id);
    return {
      from: instruction.debtorAccount,
      to: deviation.creditorAccount ?? instruction.creditorAccount,
      amount: parseFen(deviation.amountFen ?? instruction.amountFen),
    };
  }

  #move(movement: { id: string; from: string; to: string; amount: Fen; bookedOn: LocalDate; code?: ReasonCode }): void {
    this.#enter(movement.from, movement.to, 'DBIT', movement);
    this.#enter(movement.to, movement.from, 'CRDT', movement);
  }

  #enter(account: string, other: string, creditDebit: 'CRDT' | 'DBIT', movement: { id: string; amount: Fen; bookedOn: LocalDate; code?: ReasonCode }): void {
    const own = this.#account(account);
    const { remittance } = this.#payment(movement.id).instruction;
    this.#entryCount += 1;
    own.balance += creditDebit === 'CRDT' ? movement.amount : -movement.amount;
    own.entries.push({
      entryRef: `E${String(this.#entryCount).padStart(9, '0')}`,
      statementId: `${account}/${movement.bookedOn}`,
      account,
      bookedOn: movement.bookedOn,
      valueDate: movement.bookedOn,
      amountFen: wireFen(movement.amount),
      creditDebit,
      status: 'BOOK',
      endToEndId: movement.id,
      counterparty: { account: other, name: this.#account(other).opening.name },
      ...(movement.code === undefined ? {} : { returnCode: movement.code }),
      ...(remittance === undefined ? {} : { remittance }),
    });
  }

  #close(id: string, outcome: Pick<Payment, 'status' | 'code' | 'bookedOn'>): void {
    this.payments.set(id, { ...this.#payment(id), ...outcome });
    this.#open.delete(id);
  }

  #account(id: string): Account {
    const account = this.accounts.get(id);
    assert(account !== undefined, `journal names the unknown account ${id}`);
    return account;
  }

  #payment(id: string): Payment {
    const payment = this.payments.get(id);
    assert(payment !== undefined, `journal names the unknown payment ${id}`);
    return payment;
  }
}
