import type { CallInput, Context, ResponseOf, RouteContract } from '@goufu/contracts';
import type { Instant } from '@goufu/kernel';
import { Narrator } from '../narration/narrator.js';
import { Services } from './client.js';
import { ClockHand } from './clock.js';
import type { Environment } from './environment.js';
import { FactWatch } from './facts.js';
import { LedgerBook } from './ledger.js';
import { People, personOf } from './people.js';
import { newTraceparent, traceIdOf } from './traces.js';
import { TreasuryDesk } from './treasury.js';

/** Who watches from the side, in every play: they move clocks and read books, and decide nothing. */
export interface Stagehands {
  readonly operator: string;
  readonly auditor: string;
}

/** One thing that somebody does. */
export interface Act<Answer> {
  /** Usernames; the first one is told first. */
  readonly who: readonly [string, ...string[]];
  readonly zh: string;
  readonly en: string;
  readonly does: () => Promise<Answer>;
  /** Waits for the facts that must follow. */
  readonly follows?: (answer: Answer) => readonly Promise<unknown>[];
}

/** What every step of a play has at hand: the services as one person after another, the clock, the treasury, the facts, the teller. */
export class World {
  readonly #answeredAt = new Map<string, number>();
  #toldUpTo = 0;

  private constructor(
    readonly services: Services,
    readonly clock: ClockHand,
    readonly treasury: TreasuryDesk,
    readonly facts: FactWatch,
    readonly ledger: LedgerBook,
    readonly narrator: Narrator,
    readonly stagehands: Stagehands,
    /** Business time at which the play began. */
    readonly begins: Instant,
  ) {}

  /** Brings all clocks to one time and begins to watch the facts from there. */
  static async open(environment: Environment, stagehands: Stagehands, write: (text: string) => void): Promise<World> {
    const people = new People(environment.issuer);
    const services = new Services(environment.services, people);
    const treasury = new TreasuryDesk(environment.treasury);
    const clock = new ClockHand(services, treasury, stagehands.operator);
    const begins = await clock.agree();
    const facts = new FactWatch(environment.brokers, environment.topicPrefix, begins);
    await facts.start();
    const ledger = new LedgerBook(services, stagehands.auditor);
    return new World(services, clock, treasury, facts, ledger, new Narrator(write), stagehands, begins);
  }

  /** Calls a route of a service as somebody. */
  async call<Route extends RouteContract>(service: Context, person: string, route: Route, input: CallInput<Route>): Promise<ResponseOf<Route>> {
    return this.services.call(service, person, route, input);
  }

  /** Plays one act: does it, waits for what must follow, and tells who did what, the facts, how long they took and what the ledger did. */
  async act<Answer>({ who, zh, en, does, follows = () => [] }: Act<Answer>): Promise<Answer> {
    const traceparent = newTraceparent();
    this.services.traceparent = traceparent;
    const before = await this.ledger.sums();
    const answer = await does();
    this.#answeredAt.set(traceIdOf(traceparent), performance.now());
    await Promise.all(follows(answer));
    this.services.traceparent = undefined;
    this.narrator.act(castOf(who), zh, en);
    this.#tellFacts();
    this.narrator.ledger(this.ledger.movements(before, await this.ledger.sums()));
    return answer;
  }

  /** Lets business time go on to `to`, and tells what came due. */
  async advance(to: Instant): Promise<void> {
    if (to <= this.clock.now) return;
    await this.clock.advance(to);
    this.narrator.day(to);
    this.#tellFacts();
  }

  /** Tells what came since the last telling. */
  #tellFacts(): void {
    const come = this.facts.since(this.#toldUpTo);
    this.#toldUpTo += come.length;
    const told = come.map(({ type, traceparent, seenAt }) => {
      const answered = traceparent && this.#answeredAt.get(traceIdOf(traceparent));
      return { type, latencyMs: answered ? Math.max(0, seenAt - answered) : undefined };
    });
    this.narrator.facts(told);
  }

  async close(): Promise<void> {
    await this.facts.close();
  }
}

function castOf([first, ...others]: readonly [string, ...string[]]): string {
  const { labelZh } = personOf(first);
  return others.length === 0 ? labelZh : `${labelZh}等 ${others.length + 1} 人`;
}
