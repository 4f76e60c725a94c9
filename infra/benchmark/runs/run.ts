import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { KafkaBus, TOPICS } from '@goufu/messaging';
import { brokenIn, type Broken } from '../checks/verdict.js';
import type { Lane } from '../lanes/lane.js';
import { copyDatabase, dropDatabase, inDatabase } from '../world/database.js';
import type { Program } from '../world/program.js';
import type { Stack } from '../world/stack.js';
import { fly, type Figures, type Load } from './measure.js';
import { countedStatements, countStatements, type Statements } from './statements.js';

export interface RunPlan extends Load {
  readonly lane: Lane;
  /** The database of which the run gets a copy. */
  readonly seeded: string;
  /** Folder for a CPU profile of the lane. */
  readonly profileTo?: string;
  /** Whether statements are counted. */
  readonly counted?: boolean;
}

export interface RunResult extends Figures {
  /** Why the run counts nothing; empty when every invariant holds. */
  readonly broken: Broken;
  readonly statements: Statements | undefined;
}

const RUN_DATABASE = 'goufu_benchmark_run';
let runs = 0;

/** One run of one lane on fresh data, from the first result to the verdict. Nothing of it is left afterwards. */
export async function run(stack: Stack, plan: RunPlan): Promise<RunResult> {
  runs += 1;
  const prefix = `run-${process.pid}-${runs}.`;
  const errors = { info: () => undefined, warn: () => undefined, error: (details: object, message: string) => console.error(message, details) };
  const bus = new KafkaBus({ brokers: stack.brokers.split(','), clientId: 'benchmark', topicPrefix: prefix, log: errors });
  let program: Program | undefined;
  let topics: readonly string[] = [];
  try {
    await copyDatabase(stack, plan.seeded, RUN_DATABASE);
    if (plan.counted) await countStatements(stack, RUN_DATABASE);
    await bus.ensureTopics(TOPICS);
    topics = TOPICS.map(({ topic }) => topic);
    program = await plan.lane.start(stack, { database: RUN_DATABASE, prefix, profile: plan.profileTo });
    const { flight, failed, ...figures } = await fly(stack, plan, bus, program);
    await program.stop();
    const statements = plan.counted ? await countedStatements(stack, RUN_DATABASE, flight.arrived) : undefined;
    const evidence = { purchases: plan.purchases, sent: flight.sent, readBack: flight.readBack };
    const found = await inDatabase(stack, RUN_DATABASE, (client) => brokenIn(client, evidence, plan.lane.invariants));
    const broken = failed === undefined ? found : [failed, ...found];
    const zero = { perSecond: 0, latency: undefined, costs: [] };
    return { ...figures, ...(broken.length > 0 && zero), broken, statements };
  } finally {
    await program?.stop();
    if (topics.length > 0) await bus.deleteTopics(topics);
    await bus.close();
    await dropDatabase(stack, RUN_DATABASE);
    rmSync(join(stack.folder, 'traces'), { recursive: true, force: true });
  }
}
