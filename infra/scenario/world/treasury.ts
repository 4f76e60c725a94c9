import { z } from 'zod';
import { eventually, Unexpected } from './patience.js';

const clock = z.object({ at: z.string() });
const account = z.object({ accountId: z.string(), balanceFen: z.string() });
type BankAccount = z.infer<typeof account>;

/** The bank's side of the play: the treasury simulator as its clerk uses it. */
export class TreasuryDesk {
  constructor(private readonly baseUrl: string) {}

  /** Business time of the treasury. */
  async now(): Promise<string> {
    return clock.parse(await this.#ask('GET', '/clock')).at;
  }

  async moveClock(at: string): Promise<void> {
    await this.#ask('PUT', '/clock', { at });
  }

  /** Opens an account unless there is one of this id already. */
  async open(accountId: string, name: string, openingBalanceFen: string): Promise<void> {
    if ((await this.account(accountId)) === undefined) await this.#ask('POST', '/accounts', { accountId, name, openingBalanceFen });
  }

  /** What is on an account; undefined when there is none of this id. */
  async account(accountId: string): Promise<BankAccount | undefined> {
    const { accounts } = z.object({ accounts: z.array(account) }).parse(await this.#ask('GET', '/accounts'));
    return accounts.find((each) => each.accountId === accountId);
  }

  /** The next payment is booked, but nobody answers, and the statement stays empty until `findItsVoice`. */
  async fallSilent(): Promise<void> {
    const asOftenAsAsked = 1_000_000;
    await this.#ask('PUT', '/hostility', { rules: [{ kind: 'pays-then-times-out' }, { kind: 'statement-missing', times: asOftenAsAsked }] });
  }

  async findItsVoice(): Promise<void> {
    await this.#ask('PUT', '/hostility', { rules: [] });
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    return eventually(`the treasury answers ${method} ${path}`, async () => {
      const response = await fetch(new URL(path, this.baseUrl), {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      });
      if (!response.ok) throw new Unexpected(`${response.status} ${await response.text()}`);
      return response.json();
    });
  }
}
