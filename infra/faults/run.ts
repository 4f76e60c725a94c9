import { Random } from './random.js';
import type { Violation } from './check/violation.js';
import type { Fault, Row } from './matrix.js';
import { playFault } from './play/play-fault.js';
import { Scene, type Outcome } from './play/scene.js';
import type { Servers } from './stack/servers.js';

/** So many kills in one world; then a fresh one, so that checking does not grow with history. */
const KILLS_IN_A_WORLD = 100;

export interface RowReport {
  readonly row: Row;
  readonly kills: number;
  readonly moments: readonly string[];
  readonly recoveries: readonly number[];
  readonly violations: readonly Violation[];
  readonly notes: readonly string[];
}

/** Plays rows of the matrix one after the other in a world that is replaced when it broke or got old. */
export class Run {
  private scene: Scene | undefined;
  private worlds = 0;
  private killsInWorld = 0;

  constructor(
    private readonly servers: Servers,
    private readonly seed: number,
    /** How many kills fall on each fault. */
    private readonly shares: ReadonlyMap<Fault, number>,
  ) {}

  async play(row: Row): Promise<RowReport> {
    const report = { row, kills: 0, moments: [] as string[], recoveries: [] as number[], violations: [] as Violation[], notes: [] as string[] };
    const random = new Random(this.seed).fork(`row ${row.row} ${row.seed}`);
    for (const [i, fault] of row.faults.entries()) {
      for (let left = this.shares.get(fault) ?? 1, part = 0; left > 0 && report.violations.length === 0; part += 1) {
        const times = Math.min(left, KILLS_IN_A_WORLD - this.killsInWorld);
        left -= times;
        const outcome = await this.strike(row, fault, times, random.fork(`fault ${i} part ${part}`));
        report.kills += outcome.kills;
        report.moments.push(...outcome.moments);
        report.recoveries.push(...outcome.recoveries);
        report.violations.push(...outcome.violations);
        report.notes.push(...(outcome.notes ?? []));
      }
    }
    if (report.violations.length === 0) report.violations.push(...(await this.rest()));
    if (report.violations.length > 0 || this.killsInWorld >= KILLS_IN_A_WORLD) await this.leave();
    return report;
  }

  async leave(): Promise<void> {
    await this.scene?.close();
    this.scene = undefined;
    this.killsInWorld = 0;
  }

  private async strike(row: Row, fault: Fault, times: number, random: Random): Promise<Outcome> {
    if (this.killsInWorld + times > KILLS_IN_A_WORLD) await this.leave();
    const scene = (this.scene ??= await this.open());
    if (fault.kind === 'kill') this.killsInWorld += times;
    return playFault(scene, fault, { times, purchases: row.purchases, random });
  }

  private async open(): Promise<Scene> {
    this.worlds += 1;
    return Scene.open(this.servers, { label: `w${this.worlds}` });
  }

  /** Lets everything come to its end and holds all invariants against it. */
  private async rest(): Promise<Violation[]> {
    if (!this.scene) return [];
    const { errors } = await this.scene.load.ended();
    const found = [...errors.map((what) => ({ kind: 'stuck' as const, what })), ...(await this.scene.checker.atRest())];
    return found.length > 0 ? found : this.scene.endDay();
  }
}
