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

  constructor(
    private readonly url: string | undefined,
    private readonly hostility: Hostility,
    private readonly warn: (message: string) => void,
  ) {}

  async changed(payment: Payment): Promise<void> {
    if (this.url === undefined) return;
    const { debtorAccount, creditorAccount, endToEndId } = payment.instruction;
    const rule = this.hostility.strike(['callback-twice', 'callback-out-of-order'], { accounts: [debtorAccount, creditorAccount], endToEndIds: [endToEndId] });
    const body = JSON.stringify(statusOf(payment));
    if (rule?.kind === 'callback-out-of-order') {
      this.#held.push(body);
      return;
    }
    const bodies = [body, ...(rule?.kind === 'callback-twice' ? [body] : []), ...this.#held.splice(0)];
    for (const each of bodies) await this.#post(this.url, each);
  }

  async #post(url: string, body: string): Promise<void> {
    try {
      await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(PATIENCE_MS) });
    } catch (error) {
      this.warn(`callback to ${url} failed: ${String(error)}`);
    }
  }
}
