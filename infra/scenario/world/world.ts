import type { CallInput, Context, FactContract, ResponseOf, RouteContract } from '@goufu/contracts';
import { addDays, localDateOf, type Instant, type LocalDate } from '@goufu/kernel';
import { Narrator } from '../narration/narrator.js';
import { Services } from './client.js';
import { ClockHand, morningOf } from './clock.js';
import type { Environment } from './environment.js';
import { FactWatch, type SeenFact } from './facts.js';
import { LedgerBook } from './ledger.js';
import { People, personOf } from './people.js';
import { newTraceparent, traceIdOf } from './traces.js';
import { TreasuryDesk } from './treasury.js';

/** Who watches from the side, in every play: they move clocks and read books, and decide nothing. */
export interface Stagehands {
  readonly operator: string;
  readonly auditor: string;
}

/** What must be published after an act, about one purchase or budget line (the correlation of the facts). */
interface Consequences<Answer> {
  readonly follows?: readonly FactContract[];
  readonly about?: (answer: Answer) => string;
}

/** One thing that somebody does. */
export interface Act<Answer> extends Consequences<Answer> {
  /** Usernames; the first one is named. */
  readonly who: readonly [string, ...string[]];
  readonly zh: string;
  readonly en: string;
  readonly does: () => Promise<Answer>;
}

interface Played<Answer> {
  readonly answer: Answer;
  /** In the order of `follows`. */
  readonly facts: readonly SeenFact[];
  /** Trace context under which it was done. */
  readonly traceparent: string;
}

/** What every step of a play has at hand: the services as one person after another, the clock, the treasury, the facts, the teller. */
export class World {
  #toldUpTo = 0;
  #ledgerTold: ReadonlyMap<string, bigint> = new Map();

  private constructor(
    readonly services: Services,
    readonly clock: ClockHand,
    readonly treasury: TreasuryDesk,
    readonly facts: FactWatch,
    readonly ledger: LedgerBook,
    readonly narrator: Narrator,
    /** The day on which the play begins; its days count from here. */
    readonly dayZero: LocalDate,
  ) {}

  /**
   * Brings all clocks to one time, steps to the next `begins` (`01-05`; to the present day when undefined), and watches the facts from
   * there.
   */
  static async open(environment: Environment, { operator, auditor }: Stagehands, write: (text: string) => void, begins?: string): Promise<World> {
    const services = new Services(environment.services, new People(environment.issuer));
    const treasury = new TreasuryDesk(environment.treasury);
    const clock = new ClockHand(services, treasury, operator);
    const agreed = await clock.agree();
    const dayZero = begins === undefined ? localDateOf(agreed) : nextDay(localDateOf(agreed), begins);
    const facts = new FactWatch(environment.brokers, environment.topicPrefix, agreed);
    await facts.start();
    await clock.advance(morningOf(dayZero));
    const world = new World(services, clock, treasury, facts, new LedgerBook(services, auditor), new Narrator(write), dayZero);
    world.#ledgerTold = await world.ledger.sums();
    return world;
  }

  /** The calendar day of a day of the play. */
  day(number: number): LocalDate {
    return addDays(this.dayZero, number);
  }

  /** Nine o'clock on a day of the play. */
  morning(number: number): Instant {
    return morningOf(this.day(number));
  }

  /** Calls a route of a service as somebody. */
  async call<Route extends RouteContract>(service: Context, person: string, route: Route, input: CallInput<Route>): Promise<ResponseOf<Route>> {
    return this.services.call(service, person, route, input);
  }

  /** Plays one act: does it, waits for what must follow, and tells who did what, the facts, how long they took and what the ledger did. */
  async act<Answer>(act: Act<Answer>): Promise<Played<Answer>> {
    const traceparent = newTraceparent();
    const since = this.facts.position;
    this.services.traceparent = traceparent;
    const answer = await act.does().finally(() => (this.services.traceparent = undefined));
    const answeredAt = performance.now();
    const facts = await this.#consequences(act, answer, since);
    this.narrator.act(castOf(act.who), act.zh, act.en);
    const isOfThisAct = (fact: SeenFact): boolean => fact.traceparent !== undefined && traceIdOf(fact.traceparent) === traceIdOf(traceparent);
    await this.#tell((fact) => (isOfThisAct(fact) ? Math.max(0, fact.seenAt - answeredAt) : undefined));
    return { answer, facts, traceparent };
  }

  /** Lets time go on to `to`, and tells what came due by itself, and how long after time was told to go on. */
  async comesDue(to: Instant, due: Consequences<undefined> & { readonly zh: string; readonly en: string }): Promise<readonly SeenFact[]> {
    // Time may have been stepped before: what came due then is not told yet.
    const since = this.#toldUpTo;
    const steppedAt = performance.now();
    await this.advance(to);
    const facts = await this.#consequences(due, undefined, since);
    this.narrator.act('系统', due.zh, due.en);
    await this.#tell(({ seenAt }) => (seenAt < steppedAt ? undefined : seenAt - steppedAt));
    return facts;
  }

  /** Lets business time go on to `to`; an earlier moment changes nothing. */
  async advance(to: Instant): Promise<void> {
    if (to <= this.clock.now) return;
    await this.clock.advance(to);
    this.narrator.day(to);
  }

  async close(): Promise<void> {
    await this.facts.close();
  }

  async #consequences<Answer>({ follows = [], about }: Consequences<Answer>, answer: Answer, since: number): Promise<readonly SeenFact[]> {
    return Promise.all(follows.map((contract) => this.facts.next(contract, since, about?.(answer))));
  }

  /** Tells facts and ledger movements since the last telling. */
  async #tell(latencyOf: (fact: SeenFact) => number | undefined): Promise<void> {
    const come = this.facts.since(this.#toldUpTo);
    this.#toldUpTo += come.length;
    this.narrator.facts(come.map((fact) => ({ type: fact.type, latencyMs: latencyOf(fact) })));
    const sums = await this.ledger.sums();
    this.narrator.ledger(this.ledger.movements(this.#ledgerTold, sums));
    this.#ledgerTold = sums;
  }
}

function castOf([first, ...others]: readonly [string, ...string[]]): string {
  const { labelZh } = personOf(first);
  return others.length === 0 ? labelZh : `${labelZh}等 ${others.length + 1} 人`;
}

/** The first `monthDay` after `today`. */
function nextDay(today: LocalDate, monthDay: string): LocalDate {
  const thisYear = `${today.slice(0, 4)}-${monthDay}`;
  return thisYear > today ? thisYear : `${Number(today.slice(0, 4)) + 1}-${monthDay}`;
}
