import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './stack/local-library.js';

/** Moments at which a service dies by itself when it was started for that, and `any`: from outside, somewhere in its work. */
const moment = z.enum([
  'any',
  'before-begin',
  'before-any-commit',
  'after-any-commit',
  'before-commit',
  'after-commit-before-offset',
  'before-publish',
  'after-publish',
  'before-perform',
  'after-perform-before-result',
]);
export type Moment = z.infer<typeof moment>;

const victim = z.enum(['funding', 'oversight', 'postgres', 'kafka', 'redis', 'treasury-simulator']);
export type Victim = z.infer<typeof victim>;

const kill = z.strictObject({
  kind: z.literal('kill'),
  victim,
  moments: z.array(moment).min(1),
  /** How many of a hundred kills fall on this row. */
  share: z.int().min(1).max(100),
});
export type KillFault = z.infer<typeof kill>;

const times = z.int().min(1).max(50);
const forMs = z.int().min(100).max(60_000);

/** SIGSTOP for longer than the broker waits, then SIGCONT: another process has taken over meanwhile. */
const freeze = z.strictObject({ kind: z.literal('freeze'), forMs, times });
export type FreezeFault = z.infer<typeof freeze>;

/** One of two funding processes is killed, and the other takes over. */
const takeover = z.strictObject({ kind: z.literal('takeover'), times });
export type TakeoverFault = z.infer<typeof takeover>;

const treatment = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('delay'), ms: z.int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('slice'), bytes: z.int().min(1).max(10_000) }),
]);
const partition = z.strictObject({ kind: z.literal('partition'), server: z.enum(['postgres', 'kafka']), direction: z.enum(['up', 'down']), treatment, forMs, times });
export type PartitionFault = z.infer<typeof partition>;

/** Redis flushed amid work; away for a while; back from an older copy of its data. */
const redis = z.strictObject({ kind: z.literal('redis'), act: z.enum(['flush', 'away', 'stale']), times });
export type RedisFault = z.infer<typeof redis>;

/** Every fact again, so many times; `forgotten` clears the inbox before, as after 400 days. */
const duplicates = z.strictObject({ kind: z.literal('duplicates'), copies: z.int().min(1).max(100), forgotten: z.boolean() });
export type DuplicatesFault = z.infer<typeof duplicates>;

const reorder = z.strictObject({ kind: z.literal('reorder'), purchases: z.int().min(1).max(50) });
export type ReorderFault = z.infer<typeof reorder>;

const poison = z.strictObject({ kind: z.literal('poison') });

/** One hostile mode of the treasury simulator; what it takes is in its own schemas. */
const bank = z.strictObject({
  kind: z.literal('bank'),
  rules: z.array(z.object({ kind: z.string().min(1), times: z.int().min(1) }).loose()).min(1),
});
export type BankFault = z.infer<typeof bank>;

/** One of two processes has another time than the other. */
const clock = z.strictObject({ kind: z.literal('clock'), byMinutes: z.int().min(1).max(10_000) });
export type ClockFault = z.infer<typeof clock>;

const overdraw = z.strictObject({ kind: z.literal('overdraw'), workers: z.int().min(2).max(64), fen: z.int().min(1) });
export type OverdrawFault = z.infer<typeof overdraw>;

const rollingDeploy = z.strictObject({ kind: z.literal('rolling-deploy') });
const restore = z.strictObject({ kind: z.literal('restore') });
const diskFull = z.strictObject({ kind: z.literal('disk-full'), forMs });
export type DiskFullFault = z.infer<typeof diskFull>;
const slowFsync = z.strictObject({ kind: z.literal('slow-fsync'), ms: z.array(z.int().min(1).max(1_000)).min(1) });
export type SlowFsyncFault = z.infer<typeof slowFsync>;
/** The broker dies while so many events wait for a consumer that is away. */
const backlog = z.strictObject({ kind: z.literal('backlog'), events: z.int().min(1).max(100_000) });
export type BacklogFault = z.infer<typeof backlog>;

export const fault = z.discriminatedUnion('kind', [kill, takeover, freeze, partition, redis, duplicates, reorder, poison, bank, clock, overdraw, rollingDeploy, restore, diskFull, slowFsync, backlog]);
export type Fault = z.infer<typeof fault>;

const row = z.strictObject({
  /** Number in the fault matrix. */
  row: z.int().min(1).max(18),
  title: z.string().min(1),
  /** Part of every seed of this row. */
  seed: z.int(),
  /** Purchases that are under way while each fault strikes. */
  purchases: z.int().min(0).max(50),
  expected: z.string().min(1),
  faults: z.array(fault).min(1),
});
export type Row = z.infer<typeof row>;

/** A specification that cannot be read; names the file and every field at fault. */
export class WrongSpecification extends Error {}

function parseRow(file: string, text: string): Row {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new WrongSpecification(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = row.safeParse(content);
  if (!parsed.success) throw new WrongSpecification(`${file}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ')}`);
  return parsed.data;
}

/** The rows of the matrix in their order. */
export function readMatrix(folder = join(root, 'infra', 'faults', 'matrix')): Row[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.map((name) => parseRow(`matrix/${name}`, readFileSync(join(folder, name), 'utf8'))).toSorted((a, b) => a.row - b.row);
}
