import { parseFen, wireFen } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import { CONFIGURATION } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { FundingConfiguration } from '../funding.config.js';
import { lastWithoutGap } from '../persistence/bank-statement.repository.js';
import { Reader } from '../persistence/reader.js';
import { lockStatement, moveCursor, statementCursor } from '../persistence/statement.repository.js';
import { NARRATIVE, TreasuryGateway, type EnquiryAnswer, type OutgoingPayment, type SendAnswer, type StatementEntry, type TreasuryMessage } from './treasury-gateway.js';

type Settings = Pick<FundingConfiguration, 'TREASURY_URL' | 'TREASURY_ACCOUNT' | 'TREASURY_JURISDICTION' | 'TREASURY_TIMEOUT_MS'>;

const statusAnswer = z.object({
  endToEndId: z.string(),
  status: z.enum(['accepted', 'booked', 'rejected', 'returned']),
  reason: z.object({ code: z.string() }).optional(),
});
const wireEntry = z.object({
  entryRef: z.string(),
  endToEndId: z.string(),
  creditDebit: z.enum(['CRDT', 'DBIT']),
  amountFen: z.string(),
  bookedOn: z.iso.date(),
  counterparty: z.object({ account: z.string() }),
  returnCode: z.string().optional(),
  remittance: z.string().optional(),
});
const statementAnswer = z.object({ entries: z.array(wireEntry), nextCursor: z.string(), more: z.boolean() });
const dailyAnswer = z.object({
  statements: z.array(z.object({ number: z.int().positive(), day: z.iso.date(), openingBalanceFen: z.string(), closingBalanceFen: z.string(), entries: z.array(wireEntry) })),
});
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Speaks to the treasury over HTTP. Whatever is not a clear answer counts as unknown. */
@Injectable()
export class HttpTreasuryGateway extends TreasuryGateway {
  constructor(
    @Inject(CONFIGURATION) private readonly settings: Settings,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Reader) private readonly reader: Reader,
  ) {
    super();
  }

  async send(payment: OutgoingPayment, signal: AbortSignal): Promise<SendAnswer> {
    const { endToEndId, creditorAccount, creditorName, amount, executionDate } = payment;
    const debtorAccount = this.settings.TREASURY_ACCOUNT;
    const body = { endToEndId, debtorAccount, creditorAccount, creditorName, amountFen: wireFen(amount), currency: 'CNY', executionDate };
    try {
      const response = await this.ask('/payments', signal, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      // A malformed instruction was certainly not taken; a contradiction (409) or a fault leaves open what was.
      if (response.status === 400) return { kind: 'rejected', code: NARRATIVE };
      if (!response.ok) return { kind: 'unknown' };
      const { status, reason } = statusAnswer.parse(await response.json());
      return status === 'rejected' ? { kind: 'rejected', code: reason?.code ?? NARRATIVE } : { kind: 'accepted' };
    } catch (error) {
      return { kind: neverConnected(error) ? 'not-sent' : 'unknown' };
    }
  }

  async enquire({ endToEndId }: OutgoingPayment, signal: AbortSignal): Promise<EnquiryAnswer> {
    try {
      const response = await this.ask(`/payments/${endToEndId}`, signal);
      if (response.status === 404) return { kind: 'never-received' };
      if (!response.ok) return { kind: 'unknown' };
      const { status, reason } = statusAnswer.parse(await response.json());
      if (status === 'rejected') return { kind: 'rejected', code: reason?.code ?? NARRATIVE };
      return { kind: status === 'accepted' ? 'accepted' : 'booked' };
    } catch {
      return { kind: 'unknown' };
    }
  }

  /** Pages of bookings, each behind the cursor that moves when all of the page are in; then the days that were closed since. */
  async receive(take: (message: TreasuryMessage) => Promise<void>, signal: AbortSignal): Promise<void> {
    while (await this.receivePage(take, signal));
    const { TREASURY_ACCOUNT: account } = this.settings;
    const query = new URLSearchParams({ account, after: String(await lastWithoutGap(this.reader, account)) });
    const { statements } = dailyAnswer.parse(await this.read(`/statements/daily?${query.toString()}`, signal));
    for (const { number, day, openingBalanceFen, closingBalanceFen, entries } of statements) {
      await take({ kind: 'statement', statement: { account, number, day, opening: parseFen(openingBalanceFen), closing: parseFen(closingBalanceFen), entries: entries.map(entryOf) } });
    }
  }

  /** Answers whether more may follow. */
  private async receivePage(take: (message: TreasuryMessage) => Promise<void>, signal: AbortSignal): Promise<boolean> {
    const { TREASURY_ACCOUNT: account, TREASURY_JURISDICTION: jurisdiction } = this.settings;
    const cursor = await statementCursor(this.reader, account);
    const query = new URLSearchParams({ account, after: cursor, limit: '100' });
    const { entries, nextCursor, more } = statementAnswer.parse(await this.read(`/statements?${query.toString()}`, signal));
    if (entries.length === 0 && nextCursor === cursor) return false;
    await take({ kind: 'entries', account, entries: entries.map(entryOf) });
    await this.unitOfWork.run({ actorId: 'service:funding', jurisdiction }, async (tx) => {
      if ((await lockStatement(tx, account, jurisdiction)) === cursor) await moveCursor(tx, account, nextCursor);
    });
    return more;
  }

  private async read(path: string, signal: AbortSignal): Promise<unknown> {
    const response = await this.ask(path, signal);
    if (!response.ok) throw new Error(`the treasury answers ${response.status} to ${path}`);
    return response.json();
  }

  private ask(path: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
    const { TREASURY_URL, TREASURY_TIMEOUT_MS } = this.settings;
    return fetch(new URL(path, TREASURY_URL), { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(TREASURY_TIMEOUT_MS)]) });
  }
}

const entryOf = ({ creditDebit, amountFen, counterparty, returnCode, remittance, ...entry }: z.output<typeof wireEntry>): StatementEntry => ({
  ...entry,
  direction: creditDebit === 'DBIT' ? 'debit' : 'credit',
  amount: parseFen(amountFen),
  counterparty: counterparty.account,
  ...(returnCode === undefined ? {} : { returnCode }),
  ...(remittance === undefined ? {} : { remittance }),
});

/** No connection was made, so nothing can have arrived. */
function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && notSent.has(String(cause.code));
}
