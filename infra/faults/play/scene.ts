import { Checker } from '../check/checker.js';
import type { Violation } from '../check/violation.js';
import { Load } from '../load/load.js';
import type { Servers } from '../stack/servers.js';
import { TREASURY_OPENING_FEN, World, type WorldOptions } from '../stack/world.js';

/** How long people wait for what must come. */
const PATIENCE_MS = 150_000;

/** A world with people in it and a checker beside it. */
export class Scene {
  /** How many kills it has seen. */
  kills = 0;

  private constructor(
    readonly servers: Servers,
    readonly world: World,
    readonly load: Load,
    readonly checker: Checker,
  ) {}

  static async open(servers: Servers, { patienceMs = PATIENCE_MS, ...options }: WorldOptions & { readonly patienceMs?: number }): Promise<Scene> {
    const world = await World.open(servers, options);
    const load = await Load.open(world, patienceMs);
    const checker = new Checker({
      brokers: servers.brokers,
      prefix: world.prefix,
      databaseUrl: (service) => world.databaseUrl(service),
      bank: async () => {
        const account = await world.treasury('GET', '/accounts/treasury-510104');
        return { netDebitsFen: TREASURY_OPENING_FEN - BigInt(String(account['balanceFen'])) };
      },
    });
    await checker.start();
    return new Scene(servers, world, load, checker);
  }

  /** Lets oversight's day be over: everything that came in gets its seal. */
  async endDay(): Promise<Violation[]> {
    await this.load.users.moveClock(this.world.process('oversight').url, this.world.endPublicDay());
    return this.checker.sealed();
  }

  async close(): Promise<void> {
    await this.load.close();
    await this.checker.stop();
    await this.world.close();
  }
}

/** What one row came to. */
export interface Outcome {
  readonly moments: readonly string[];
  readonly kills?: number;
  /** Milliseconds from the fault until the victim was back at work, each. */
  readonly recoveries?: readonly number[];
  readonly violations: readonly Violation[];
  readonly notes?: readonly string[];
}
