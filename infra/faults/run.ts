import { Random } from './random.js';
import type { Violation } from './check/violation.js';
import type { Fault, Row } from './matrix.js';
import { playFault } from './play/play-fault.js';
import { Scene } from './play/scene.js';
import { partsOf } from './shares.js';
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

/** A report that is still being written. */
interface Course extends RowReport {
  kills: number;
  readonly moments: string[];
  readonly recoveries: number[];
  readonly violations: Violation[];
  readonly notes: string[];
}

/** Plays rows of the matrix one after the other in a world that is replaced when it broke or got old. */
export class Run {
  private scene: Scene | undefined;
  private worlds = 0;
  private killsInWorldsBefore = 0;

  constructor(
    private readonly servers: Servers,
    private readonly seed: number,
    /** How many kills fall on each fault. */
    private readonly shares: ReadonlyMap<Fault, number>,
    /** Told of each world that a long row has used up. */
    private readonly progress: (line: string) => void,
  ) {}

  /** How many kills there were until now. */
  get kills(): number {
    return this.killsInWorldsBefore + this.killsInWorld;
  }

  async play(row: Row): Promise<RowReport> {
    const course: Course = { row, kills: 0, moments: [], recoveries: [], violations: [], notes: [] };
    const random = new Random(this.seed).fork(`row ${row.row} ${row.seed}`);
    for (const [i, fault] of row.faults.entries()) {
      for (const [part, times] of this.partsOf(fault).entries()) {
        if (this.killsInWorld >= KILLS_IN_A_WORLD) await this.replaceWorld(course);
        if (course.violations.length === 0) await this.strike(course, fault, times, random.fork(`fault ${i} part ${part}`));
      }
    }
    if (course.violations.length === 0) course.violations.push(...(await this.rest()));
    if (course.violations.length > 0 || this.killsInWorld >= KILLS_IN_A_WORLD) await this.leave();
    return course;
  }

  async leave(): Promise<void> {
    this.killsInWorldsBefore += this.killsInWorld;
    const { scene } = this;
    this.scene = undefined;
    await scene?.close();
  }

  private get killsInWorld(): number {
    return this.scene?.kills ?? 0;
  }

  /** How often a fault strikes in each world that it needs. */
  private partsOf(fault: Fault): number[] {
    return fault.kind === 'kill' ? partsOf(this.shares.get(fault) ?? 0, this.killsInWorld, KILLS_IN_A_WORLD) : [1];
  }

  private async strike(course: Course, fault: Fault, times: number, random: Random): Promise<void> {
    this.scene ??= await this.open();
    const { kills = 0, moments, recoveries = [], violations, notes = [] } = await playFault(this.scene, fault, { times, purchases: course.row.purchases, random });
    course.kills += kills;
    course.moments.push(...moments);
    course.recoveries.push(...recoveries);
    course.violations.push(...violations);
    course.notes.push(...notes);
  }

  /** Nothing of a world that got old goes unchecked. */
  private async replaceWorld(course: Course): Promise<void> {
    if (course.violations.length === 0) course.violations.push(...(await this.rest()));
    this.progress(`       ${course.row.row} goes on · ${course.kills} kills so far · ${course.violations.length} violations`);
    await this.leave();
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
