import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { demoPassword } from '@goufu/identity-issuer/people';
import { signIn } from '@goufu/identity-issuer/sign-in';
import type { Patience } from './patience.js';

const SIGNED_IN_FOR_MS = 40 * 60_000;
/** Longer than a service waits for a connection to its database: who hung up before would make it work for nobody. */
const ANSWER_WITHIN_MS = 15_000;
const INSIST_FOR_MS = 120_000;

interface Token {
  readonly text: Promise<string>;
  readonly until: number;
}

/** A service said no: what a user would read. */
export class Refused extends Error {
  constructor(
    what: string,
    readonly status: number,
    readonly code: string,
    details: string,
  ) {
    super(`${what}: ${status} ${details}`);
  }
}

/** The users of the platform at their programs: each call is insisted on, under one Idempotency-Key, until it gets a definite answer. */
export class Users {
  private readonly tokens = new Map<string, Token>();

  /** `addresses` answers where funding serves now; several processes share the calls. */
  constructor(
    private readonly issuer: string,
    private readonly addresses: () => readonly string[],
    private readonly patience: Patience,
  ) {}

  call(person: string, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    return this.insist(this.addresses, person, method, path, body);
  }

  /** Steps business time of one service, as its operator. */
  async moveClock(address: string, now: string): Promise<void> {
    await this.insist(() => [address], 'operator', 'PUT', '/clock', { now });
  }

  private async insist(addressesNow: () => readonly string[], person: string, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const what = `${method} ${path} as ${person}`;
    const key = randomUUID();
    const began = performance.now();
    for (let tries = 0; ; tries += 1) {
      const addresses = addressesNow();
      const address = addresses[tries % Math.max(1, addresses.length)];
      const answer = address === undefined ? undefined : await this.attempt(address, person, method, path, key, body);
      if (answer && answer.status < 300) return answer.content;
      if (answer && answer.status < 500) throw new Refused(what, answer.status, String(answer.content['code']), JSON.stringify(answer.content));
      if (this.patience.over(began, INSIST_FOR_MS)) throw new Error(`${what}: no definite answer within ${INSIST_FOR_MS / 1000} s without a fault`);
      await delay(150);
    }
  }

  /** Undefined when no answer came: it may have been done. */
  private async attempt(address: string, person: string, method: string, path: string, key: string, body?: object) {
    try {
      const response = await fetch(new URL(path, address), {
        method,
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        headers: {
          authorization: `Bearer ${await this.tokenOf(person)}`,
          ...(method === 'GET' ? {} : { 'idempotency-key': key }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, content: (await response.json()) as Record<string, unknown> };
    } catch {
      return undefined;
    }
  }

  private tokenOf(person: string): Promise<string> {
    const known = this.tokens.get(person);
    if (known && known.until > performance.now()) return known.text;
    const text = signIn({ issuer: this.issuer, clientId: 'goufu-scenario', person, password: demoPassword }).then(({ accessToken }) => accessToken);
    this.tokens.set(person, { text, until: performance.now() + SIGNED_IN_FOR_MS });
    text.catch(() => this.tokens.delete(person));
    return text;
  }
}
