import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addressOf } from '../../world/database.js';
import { Program } from '../../world/program.js';
import type { Stack } from '../../world/stack.js';
import type { LaneStart } from '../lane.js';

const entry = fileURLToPath(new URL('main.js', import.meta.url));

/** Starts Nest's stock transport with so many handlers at once, on the run's database with all rights in it. */
export const startStock =
  (handlers: number, posting: 'plain' | 'pgledger') =>
  async (stack: Stack, { database, prefix }: LaneStart): Promise<Program> => {
    const { port } = new URL(stack.funding.url);
    const env = {
      DATABASE_URL: addressOf(stack.adminUrl, database),
      KAFKA_BROKERS: stack.brokers,
      TOPIC_PREFIX: prefix,
      SERVICE_PORT: port,
      HANDLERS: String(handlers),
      POSTING: posting,
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
    };
    const program = Program.start({ name: 'nest-stock', args: [entry], cwd: join(stack.funding.folder), env, log: join(stack.folder, 'logs', 'nest-stock.log') });
    await program.untilReady(`http://127.0.0.1:${port}/`);
    return program;
  };
