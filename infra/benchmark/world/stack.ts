import { z } from 'zod';

/** What `infra/local/bench.mjs` started, and how the service is run, in the variable `BENCHMARK_STACK`. */
const stackSchema = z.object({
  /** Folder of this benchmark: logs, profiles, traces. */
  folder: z.string(),
  /** As superuser, to make databases. */
  adminUrl: z.string(),
  brokers: z.string(),
  /** Process ids of the servers, whose CPU time is part of the cost. */
  pids: z.object({ postgres: z.int(), kafka: z.int() }).optional(),
  /** The migrated, empty database of funding: the mould of every other. */
  mould: z.string(),
  /** The service exactly as `npm start` runs it. */
  /** A second server, whose flushes to the disk take a millisecond longer. */
  slow: z.object({ adminUrl: z.string(), databaseUrl: z.string() }).optional(),
  /** What stands under the figures: `{ Kafka: '4.3.1' }`. */
  versions: z.record(z.string(), z.string()),
  commit: z.string(),
  /** Where the report is written when that is asked for. */
  document: z.string(),
  funding: z.object({ entry: z.string(), folder: z.string(), url: z.string(), env: z.record(z.string(), z.string()) }),
});

export type Stack = z.infer<typeof stackSchema>;

export function stackFrom(environment: NodeJS.ProcessEnv): Stack {
  const text = environment['BENCHMARK_STACK'];
  if (!text) throw new Error('BENCHMARK_STACK is not set; run npm run bench:release');
  return stackSchema.parse(JSON.parse(text));
}
