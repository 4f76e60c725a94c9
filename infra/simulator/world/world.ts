import { Evaluation } from '../contexts/evaluation/evaluation.js';
import { FundingService } from '../contexts/funding/funding.js';
import { Outside } from '../contexts/outside.js';
import { Oversight } from '../contexts/oversight.js';
import type { Plan } from '../schedule/plan.js';
import { Bank } from './bank.js';
import { Bus } from './bus.js';
import { SeededClock } from './clock.js';
import type { Fact } from './facts.js';
import { Killed, type Kill } from './store.js';

/** Something that a machine may do next. */
export interface Step {
  readonly name: string;
  run(kill: Kill): void;
}

/** Everything of one schedule: services, bus, clock and bank, in one process and with no time or chance of their own. */
export class World {
  readonly clock = new SeededClock();
  readonly bus = new Bus();
  readonly bank = new Bank();
  readonly procurement: Outside;
  readonly projects: Outside;
  readonly evaluation: Evaluation;
  readonly funding: FundingService;
  readonly oversight: Oversight;
  /** What happened, for whoever reads a failure. */
  readonly history: string[] = [];
  kills = 0;
  /** How often something was seen that no table tells in the end. */
  readonly noted = new Map<string, number>();

  /** `watch` looks at the world after every single step. */
  constructor(
    readonly plan: Plan,
    private readonly watch: (world: World) => void,
  ) {
    const now = () => this.clock.now();
    this.procurement = new Outside('procurement', this.bus, now);
    this.projects = new Outside('projects', this.bus, now);
    this.evaluation = new Evaluation(this.bus, now);
    this.funding = new FundingService(this.bus, this.bank, this.clock);
    this.oversight = new Oversight(this.bus, now);
    this.funding.openLines(plan.lines);
  }

  /** All services, as what moves messages. */
  get services() {
    return [this.procurement.service, this.projects.service, this.evaluation.service, this.funding.service, this.oversight.service];
  }

  note(what: string): void {
    this.noted.set(what, (this.noted.get(what) ?? 0) + 1);
  }

  /** Does one thing, killed or not, and lets the watch look. The work may say what came of it. */
  do(name: string, work: () => string | boolean | void): void {
    try {
      const came = work();
      this.history.push(`${this.clock.now()} ${name}${came === undefined || came === true ? '' : came === false ? ': refused' : `: ${came}`}`);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.kills += 1;
      this.history.push(`${this.clock.now()} ${name}: killed`);
    }
    this.watch(this);
  }

  /** What the machines may do now, in any order. */
  steps(chunk = 1): Step[] {
    const steps: Step[] = [];
    for (const service of this.services) {
      const { name } = service;
      if (service.hasQueued()) steps.push({ name: `${name} relays`, run: (kill) => service.relay(chunk, kill) });
      if (service.hasWoken()) steps.push({ name: `${name} takes up what waited`, run: (kill) => service.wake(kill) });
      for (const partition of service.unread()) steps.push({ name: `${name} reads ${partition}`, run: (kill) => service.consume(partition, chunk, kill) });
    }
    for (const id of this.evaluation.dueTasks()) steps.push({ name: `window of ${id}`, run: (kill) => this.evaluation.runTask(id, kill) });
    for (const task of this.funding.dueTasks()) steps.push({ name: task.id, run: (kill) => this.funding.runTask(task, kill) });
    if (this.funding.hasUnreadEntries()) steps.push({ name: 'statement', run: (kill) => this.funding.importStatement(kill) });
    return steps;
  }

  /** All facts that the services ever recorded. */
  recorded(): Fact[] {
    return [this.procurement, this.projects, this.evaluation, this.funding].flatMap(({ service }) => [...service.store.mail.fact.values()]);
  }
}
