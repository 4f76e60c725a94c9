import { setTimeout as delay } from 'node:timers/promises';
import { organisations, people } from '@goufu/identity-issuer/people';
import type { Random } from '../random.js';
import { BEGINNING, type World } from '../stack/world.js';
import { OtherServices, type Sent } from './other-services.js';
import { Patience } from './patience.js';
import { Purchase } from './purchase.js';
import type { Agency } from './terms.js';
import { Told } from './told.js';
import { Users } from './users.js';

const YEAR = 2026;
const AGENCIES = ['agency-a', 'agency-b', 'agency-c'];
/** One line that all share, one that few share, and one that is soon used up. */
const LINES_FEN = ['900000000000', '100000000000', '3000000'];
const [HOT, CALM, POOR] = [0, 1, 2];
const SPLITS = [[HOT], [HOT], [HOT], [CALM], [HOT, CALM], [POOR]];

export interface Ended {
  readonly refused: number;
  readonly closed: number;
  readonly suspended: number;
  readonly errors: readonly string[];
}

/** Many purchases at once, in a world. */
export class Load {
  readonly others: OtherServices;
  readonly users: Users;
  readonly told: Told;
  private readonly patience = new Patience();
  private readonly open = new Set<Promise<void>>();
  private readonly counts = { refused: 0, closed: 0, suspended: 0 };
  private readonly errors: string[] = [];
  private readonly purchases: Purchase[] = [];
  private agencies: readonly Agency[] = [];
  private lines: readonly string[] = [];
  /** Where funding is reached; a second process may join. */
  addresses: readonly string[];

  private constructor(world: World, patienceMs: number) {
    this.addresses = [world.process('funding').url];
    this.others = new OtherServices(world.servers.brokers, world.prefix, this.patience);
    this.users = new Users(world.process('identity-issuer').url, () => this.addresses, this.patience);
    this.told = new Told(() => world.databaseUrl('funding'), this.patience, patienceMs);
  }

  /** Sets the clocks, opens budget lines and the agencies' accounts, here and at the treasury. */
  static async open(world: World, patienceMs: number): Promise<Load> {
    const load = new Load(world, patienceMs);
    for (const service of ['funding', 'oversight']) await load.users.moveClock(world.process(service).url, BEGINNING);
    load.lines = await Promise.all(LINES_FEN.map((fen) => load.openLine(fen)));
    load.agencies = await Promise.all(AGENCIES.map((person) => load.admit(world, person)));
    return load;
  }

  /** While faults go on, people wait for as long as it takes. */
  async amidFaults<Result>(faults: () => Promise<Result>): Promise<Result> {
    this.patience.disturb();
    try {
      return await faults();
    } finally {
      this.patience.calm();
    }
  }

  /** Sets `count` purchases going and answers at once. */
  begin(count: number, random: Random, options: { readonly shuffled?: boolean } = {}): void {
    for (let i = 0; i < count; i += 1) {
      // A story told in any order needs its money to be there in every order.
      const purchase = this.purchase(random.fork(`purchase ${i}`), options.shuffled ? [[HOT], [CALM]] : SPLITS);
      this.purchases.push(purchase);
      this.track(purchase.live(options));
    }
  }

  /** A purchase that is not played yet. */
  purchase(random: Random, splits: readonly (readonly number[])[] = SPLITS): Purchase {
    const around = { others: this.others, users: this.users, told: this.told, patience: this.patience };
    const split = random.pick(splits).map((line) => ({ lineId: this.lines[line] ?? '', year: YEAR }));
    return new Purchase(around, random, random.pick(this.agencies), split);
  }

  /** Sets purchases going as far as Kafka alone carries them; what is answered lets them go on. */
  async beginHalf(count: number, random: Random): Promise<() => void> {
    const purchases = Array.from({ length: count }, (_, i) => this.purchase(random.fork(`half ${i}`), [[HOT], [CALM]]));
    const rests = await Promise.all(purchases.map((purchase) => purchase.firstHalf()));
    return () => rests.forEach((rest) => this.track(rest()));
  }

  /** So many results that change nothing, spread over the purchases that are committed. */
  spotChecks(count: number): Sent[] {
    const committed = this.purchases.filter((purchase) => purchase.committed);
    return Array.from({ length: count }, (_, i) => committed[i % committed.length]?.spotCheck()).filter((sent) => sent !== undefined);
  }

  /** Plans a purchase for each amount, one after the other. */
  async planAll(amounts: readonly number[], lineId: string, random: Random): Promise<void> {
    for (const [i, fen] of amounts.entries()) await this.others.send(this.purchase(random.fork(`plan ${i}`)).plan(fen, lineId));
  }

  /** Agencies ask again for what came back. */
  async askAgain(): Promise<void> {
    await Promise.all(this.purchases.map((purchase) => purchase.askAgain()));
  }

  /** Waits until every purchase has ended; what could not end is an error of its own. */
  async ended(): Promise<Ended> {
    while (this.open.size > 0) await Promise.all(this.open);
    return { ...this.counts, errors: [...this.errors] };
  }

  /** How many purchases are under way. */
  get underWay(): number {
    return this.open.size;
  }

  /** Waits for that long at most, and answers whether all have ended; what is still open then is left to the end of the row. */
  async endedWithin(ms: number): Promise<boolean> {
    for (const until = performance.now() + ms; this.open.size > 0 && performance.now() < until; ) await Promise.race([...this.open, delay(200)]);
    return this.open.size === 0;
  }

  /** People give up what they still wait for, so that nobody from this world calls on the next. */
  async close(): Promise<void> {
    this.patience.leave();
    await this.told.stop();
    await this.ended();
    await this.others.close();
  }

  async openLine(amountFen: string): Promise<string> {
    const line = { year: YEAR, titleZh: '社会工作服务（演练）', source: 'district-budget', allowedUse: '政府购买社会工作服务', amountFen };
    const answer = await this.users.call('finance-officer', 'POST', '/budget-lines', line);
    return String(answer['lineId']);
  }

  private track(living: ReturnType<Purchase['live']>): void {
    const life = living
      .then(
        (end) => void (this.counts[end] += 1),
        (error: unknown) => void this.errors.push(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => this.open.delete(life));
    this.open.add(life);
  }

  private async admit(world: World, person: string): Promise<Agency> {
    const key = people.find(({ username }) => username === person)?.organisation;
    const organisation = organisations.find((each) => each.key === key);
    if (!organisation) throw new Error(`there is no agency ${person} at the identity issuer`);
    const account = `FAULTS-${person.toUpperCase()}`;
    await world.treasury('POST', '/accounts', { accountId: account, name: organisation.nameZh, openingBalanceFen: '0' });
    const answer = await this.users.call(person, 'POST', '/payee-accounts', { accountNumber: account });
    const { orgId, uscc, nameZh } = organisation;
    return { person, orgId, uscc, nameZh, payeeAccountId: String(answer['payeeAccountId']) };
  }
}

