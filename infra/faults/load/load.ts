import { organisations, people } from '@goufu/identity-issuer/people';
import type { Random } from '../random.js';
import { BEGINNING, type World } from '../stack/world.js';
import { OtherServices } from './other-services.js';
import { Purchase, type Part } from './purchase.js';
import type { Agency } from './terms.js';
import { Told } from './told.js';
import { Users } from './users.js';

const YEAR = 2026;
const AGENCIES = ['agency-a', 'agency-b', 'agency-c'];
/** One line that all share, one that few share, and one that is soon used up. */
const LINES_FEN = ['900000000000', '100000000000', '3000000'];

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
  private readonly open = new Set<Promise<void>>();
  private readonly counts = { refused: 0, closed: 0, suspended: 0 };
  private readonly errors: string[] = [];
  private agencies: readonly Agency[] = [];
  private lines: readonly string[] = [];
  /** Where funding is reached; a second process may join. */
  addresses: readonly string[];

  private constructor(world: World) {
    this.addresses = [world.process('funding').url];
    this.others = new OtherServices(world.servers.brokers, world.prefix);
    this.users = new Users(world.process('identity-issuer').url, () => this.addresses);
    this.told = new Told(() => world.databaseUrl('funding'));
  }

  /** Sets the clocks, opens budget lines and the agencies' accounts, here and at the treasury. */
  static async open(world: World): Promise<Load> {
    const load = new Load(world);
    for (const service of ['funding', 'oversight']) await load.users.moveClock(world.process(service).url, BEGINNING);
    load.lines = await Promise.all(LINES_FEN.map((fen) => load.openLine(fen)));
    load.agencies = await Promise.all(AGENCIES.map((person) => load.admit(world, person)));
    return load;
  }

  /** Sets `count` purchases going and answers at once. */
  begin(count: number, random: Random): void {
    for (let i = 0; i < count; i += 1) this.track(this.purchase(random.fork(`purchase ${i}`)));
  }

  /** A purchase that is not played yet. */
  purchase(random: Random): Purchase {
    const around = { others: this.others, users: this.users, told: this.told };
    return new Purchase(around, random, random.pick(this.agencies), this.split(random));
  }

  get busy(): number {
    return this.open.size;
  }

  /** Waits until every purchase has ended; what could not end is an error of its own. */
  async ended(): Promise<Ended> {
    while (this.open.size > 0) await Promise.all(this.open);
    return { ...this.counts, errors: [...this.errors] };
  }

  async close(): Promise<void> {
    await this.told.stop();
    await this.others.close();
  }

  async openLine(amountFen: string): Promise<string> {
    const line = { year: YEAR, titleZh: '社会工作服务（演练）', source: 'district-budget', allowedUse: '政府购买社会工作服务', amountFen };
    const answer = await this.users.call('finance-officer', 'POST', '/budget-lines', line);
    return String(answer['lineId']);
  }

  private track(purchase: Purchase): void {
    const life = purchase
      .live()
      .then(
        (end) => void (this.counts[end] += 1),
        (error: unknown) => void this.errors.push(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => this.open.delete(life));
    this.open.add(life);
  }

  private split(random: Random): Part[] {
    const [hot = '', calm = '', poor = ''] = this.lines;
    const lineIds = [[hot], [hot], [hot], [calm], [hot, calm], [poor]][random.below(6)] ?? [hot];
    return lineIds.map((lineId) => ({ lineId, year: YEAR }));
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

