import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { broughtKey } from './consumer.js';

/** Listeners that look for ready records; in-process, so that a wake is immediate. Polling covers other processes. */
const wakers = new Set<() => void>();
export const onBrought = (listener: () => void): (() => void) => {
  wakers.add(listener);
  return () => wakers.delete(listener);
};

/**
 * Says that what others may wait for now exists: their records are woken with the end of this same transaction. The lock that is
 * taken then makes a record that is just deciding to wait either see what was brought or be seen here.
 */
export function bring(tx: Tx, what: string, ...ids: readonly Id[]): void {
  for (const id of ids) tx.bring(broughtKey(what, id));
}

/** Records were woken by a transaction that is now committed. */
export function tellBrought(): void {
  for (const waker of wakers) waker();
}

/** Holds the keys until the end of the transaction, taken in one order by everybody. */
export async function lockKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM (SELECT key FROM unnest($1::text[]) key ORDER BY key) k`, [keys]);
}
