import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { broughtKey } from './consumer.js';

/** Listeners that look for ready records; in-process, so that a wake is immediate. Polling covers other processes. */
const wakers = new Set<() => void>();
export const onBrought = (listener: () => void): (() => void) => {
  wakers.add(listener);
  return () => wakers.delete(listener);
};

const lockKey = `SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest($1::text[]) key ORDER BY key`;

/**
 * Says that what others may wait for now exists: wakes their records in this same transaction. The lock makes a record
 * that is just deciding to wait either see what was brought or be seen here.
 */
export async function bring(tx: Tx, what: string, ...ids: readonly Id[]): Promise<void> {
  await wake(
    tx,
    ids.map((id) => broughtKey(what, id)),
  );
}

export async function wake(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await lockKeys(tx, keys);
  const woken = await tx.query(
    `UPDATE held_record SET state = 'ready' WHERE state = 'waiting' AND waits_for = ANY($1::text[]) RETURNING id`,
    [keys],
  );
  if (woken.length > 0) tx.afterCommit(() => wakers.forEach((listener) => listener()));
}

export async function lockKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  await tx.query(lockKey, [keys]);
}
