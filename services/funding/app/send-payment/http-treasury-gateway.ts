import { parseFen, wireFen } from '@goufu/kernel';
import { CONFIGURATION } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { FundingConfiguration } from '../funding.config.js';
import { TreasuryGateway, type EnquiryAnswer, type OutgoingPayment, type SendAnswer, type StatementPage } from './treasury-gateway.js';

const NARRATIVE = 'NARR';
const statusAnswer = z.object({
  endToEndId: z.string(),
  status: z.enum(['accepted', 'booked', 'rejected', 'returned']),
  reason: z.object({ code: z.string() }).optional(),
});
const statementAnswer = z.object({
  entries: z.array(
    z.object({
      entryRef: z.string(),
      endToEndId: z.string(),
      creditDebit: z.enum(['CRDT', 'DBIT']),
      amountFen: z.string(),
      bookedOn: z.iso.date(),
      counterparty: z.object({ account: z.string() }),
      returnCode: z.string().optional(),
    }),
  ),
  nextCursor: z.string(),
  more: z.boolean(),
});
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Speaks to the treasury simulator. Whatever is not a clear answer counts as unknown. */
@Injectable()
export class HttpTreasuryGateway extends TreasuryGateway {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Pick<FundingConfiguration, 'TREASURY_URL' | 'TREASURY_ACCOUNT' | 'TREASURY_TIMEOUT_MS'>) {
    super();
  }

  async send(payment: OutgoingPayment, signal: AbortSignal): Promise<SendAnswer> {
    const { endToEndId, creditorAccount, creditorName, amount, executionDate } = payment;
    const debtorAccount = this.configuration.TREASURY_ACCOUNT;
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

  async enquire(endToEndId: string, signal: AbortSignal): Promise<EnquiryAnswer> {
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

  async statement(account: string, cursor: string, signal: AbortSignal): Promise<StatementPage> {
    const query = new URLSearchParams({ account, after: cursor, limit: '100' });
    const response = await this.ask(`/statements?${query.toString()}`, signal);
    if (!response.ok) throw new Error(`the treasury answers ${response.status} to the statement of ${account}`);
    const { entries, nextCursor, more } = statementAnswer.parse(await response.json());
    return {
      nextCursor,
      more,
      entries: entries.map(({ creditDebit, amountFen, counterparty, returnCode, ...entry }) => ({
        ...entry,
        direction: creditDebit === 'DBIT' ? 'debit' : 'credit',
        amount: parseFen(amountFen),
        counterparty: counterparty.account,
        ...(returnCode === undefined ? {} : { returnCode }),
      })),
    };
  }

  private ask(path: string, signal: AbortSignal, init: RequestInit = {}): Promise<Response> {
    const { TREASURY_URL, TREASURY_TIMEOUT_MS } = this.configuration;
    return fetch(new URL(path, TREASURY_URL), { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(TREASURY_TIMEOUT_MS)]) });
  }
}

/** No connection was made, so nothing can have arrived. */
function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && notSent.has(String(cause.code));
}
