import { createHmac } from 'node:crypto';
import type { Payment } from './books.js';
import type { Hostility } from './hostility.js';

const PATIENCE_MS = 5_000;

/** What a caller learns of a payment: over status enquiry and callback alike. */
export const statusOf = ({ instruction, status, code }: Payment) => ({
  endToEndId: instruction.endToEndId,
  status,
  ...(code === undefined ? {} : { reason: { code } }),
});

/** Posts changes of status to one address, once, without retry: whoever misses one enquires, and the statement has the last word. */
export class Callbacks {
  readonly #held: string[] = [];
  readonly #silent = new Set<string>();

  constructor(
    private readonly url: string | undefined,
    private readonly key: Buffer | undefined,
    private readonly hostility: Hostility,
    private readonly warn: (message: string) => void,
  ) {}

  /** Says nothing more of a payment. */
  silence(endToEndId: string): void {
    this.#silent.add(endToEndId);
  }

  async changed(payment: Payment): Promise<void> {
    if (this.url === undefined || this.#silent.has(payment.instruction.endToEndId)) return;
    const { debtorAccount, creditorAccount, endToEndId } = payment.instruction;
    const rule = this.hostility.strike(['callback-twice', 'callback-out-of-order'], { accounts: [debtorAccount, creditorAccount], endToEndIds: [endToEndId] });
    const body = JSON.stringify(this.#signed(statusOf(payment)));
    if (rule?.kind === 'callback-out-of-order') {
      this.#held.push(body);
      return;
    }
    const bodies = [body, ...(rule?.kind === 'callback-twice' ? [body] : []), ...this.#held.splice(0)];
    for (const each of bodies) await this.#post(this.url, each);
  }

  /** HMAC-SHA256 over id, status and reason code, a line each. */
  #signed(told: ReturnType<typeof statusOf>): object {
    if (this.key === undefined) return told;
    const text = [told.endToEndId, told.status, told.reason?.code ?? ''].join('\n');
    return { ...told, signature: createHmac('sha256', this.key).update(text).digest('hex') };
  }

  async #post(url: string, body: string): Promise<void> {
    try {
      await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch (error) {
      this.warn(`callback to ${url} failed: ${String(error)}`);
    }
  }
}
