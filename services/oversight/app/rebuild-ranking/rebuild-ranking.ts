import { FactStore, KafkaBus, type ReceivedMessage } from '@goufu/messaging';
import { openDatabase, UnitOfWork, type DataSource, type Tx } from '@goufu/persistence';
import { configurationFrom, openLog, serviceEnvironment, SystemClock, WrongConfiguration } from '@goufu/service';
import type { Placed } from '../persistence/dossier.repository.js';
import { lockRanking, moveRanking } from '../rank-agencies/move-ranking.js';
import { digestOfRanking, RANKING_TABLES } from './digest.js';
import { evidenceIn } from './evidence-in.js';
import { Replay, type Positions } from './replay.js';

const CHUNK = 500;
/** Moving and hashing whole tables takes its time. */
const WHOLE_TABLES_MS = 3_600_000;
const WORK = { actorId: 'service:oversight', jurisdiction: 'CN' };

/**
 * Computes the ranking anew from the first fact on Kafka, in tables beside the live ones, and puts them in their place exactly
 * where the live consumers stand. Readers see the old tables until then; the live consumers wait only for the last moment.
 */
export async function rebuildRanking(environment: NodeJS.ProcessEnv): Promise<string> {
  const { DATABASE_URL, KAFKA_BROKERS, TOPIC_PREFIX } = configurationFrom(serviceEnvironment, environment);
  const log = openLog('oversight', 'warn');
  const database = await openDatabase({ url: DATABASE_URL, poolSize: 3, applicationName: 'goufu-oversight-rebuild', answerWithinMs: WHOLE_TABLES_MS });
  const bus = new KafkaBus({ brokers: KAFKA_BROKERS, clientId: 'oversight-rebuild', topicPrefix: TOPIC_PREFIX, log });
  try {
    return await alone(database, () => new Rebuild(new UnitOfWork(database, new SystemClock(), new FactStore('oversight'))).run(bus));
  } finally {
    await bus.close();
    await database.destroy();
  }
}

/** Two rebuilds at once would fill the same tables. */
async function alone<Result>(database: DataSource, work: () => Promise<Result>): Promise<Result> {
  const runner = database.createQueryRunner();
  try {
    const [lock] = (await runner.query(`SELECT pg_try_advisory_lock(hashtext('ranking-rebuild')) AS mine`)) as { mine: boolean }[];
    if (!lock?.mine) throw new WrongConfiguration('another rebuild of the ranking is running; wait for its end');
    return await work();
  } finally {
    await runner.release();
  }
}

class Rebuild {
  private read = 0;
  private unreadable = 0;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run(bus: KafkaBus): Promise<string> {
    const live = await this.unitOfWork.run(WORK, async (tx) => {
      await emptyTables(tx, 'ranking_rebuild');
      return livePositions(tx);
    });
    const replay = await Replay.begin(bus);
    for await (const messages of replay.upTo(live)) {
      for (const pieces of chunksOf(this.evidenceOf(messages))) await this.unitOfWork.run(WORK, (tx) => moveBeside(tx, pieces));
    }
    const digest = await this.unitOfWork.run(WORK, (tx) => this.replaceLive(tx, replay));
    return `the ranking was computed anew from ${this.read} facts, digest ${digest}${this.unreadable > 0 ? `; ${this.unreadable} could not be read and were left out` : ''}`;
  }

  /** Under the lock of the live consumers: what they have read since is read too, then the tables change places. */
  private async replaceLive(tx: Tx, replay: Replay): Promise<string> {
    await lockRanking(tx);
    for await (const messages of replay.upTo(await livePositions(tx))) {
      for (const pieces of chunksOf(this.evidenceOf(messages))) await moveBeside(tx, pieces);
    }
    for (const table of RANKING_TABLES) {
      await tx.query(`DELETE FROM public.${table}`);
      await tx.query(`INSERT INTO public.${table} SELECT * FROM ranking_rebuild.${table}`);
    }
    await emptyTables(tx, 'ranking_rebuild');
    await tx.query('SET LOCAL search_path TO public');
    return digestOfRanking(tx);
  }

  private evidenceOf(messages: readonly ReceivedMessage[]): Placed[] {
    return messages.flatMap((message) => {
      try {
        const piece = evidenceIn(message);
        this.read += piece ? 1 : 0;
        return piece ?? [];
      } catch {
        // The live consumers have parked it, where a person can mend it.
        this.unreadable += 1;
        return [];
      }
    });
  }
}

/** The same statements as live, in the tables beside. */
async function moveBeside(tx: Tx, pieces: readonly Placed[]): Promise<void> {
  await tx.query('SET LOCAL search_path TO ranking_rebuild, public');
  await moveRanking(tx, pieces);
}

async function emptyTables(tx: Tx, schema: string): Promise<void> {
  for (const table of RANKING_TABLES) await tx.query(`DELETE FROM ${schema}.${table}`);
}

async function livePositions(tx: Tx): Promise<Positions> {
  const rows = await tx.query<{ partition: string; next_offset: string }>(
    `SELECT topic || '/' || partition AS partition, next_offset FROM public.consumer_offset WHERE consumer_group = 'oversight.ranking'`,
  );
  return new Map(rows.map((row) => [row.partition, BigInt(row.next_offset)]));
}

function chunksOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) => items.slice(i * CHUNK, (i + 1) * CHUNK));
}
