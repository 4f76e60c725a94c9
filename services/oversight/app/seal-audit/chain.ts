import { createHash } from 'node:crypto';
import type { Id } from '@goufu/kernel';

/** What an entry of the audit trail binds: which fact came in, and what it said. */
export interface Sealed {
  readonly factId: Id;
  readonly contentSha256: string;
}

/** Where every chain begins. */
export const GENESIS = '0'.repeat(64);

/** The next link: nothing before it can change without changing it. */
export const link = (previous: string, { factId, contentSha256 }: Sealed): string =>
  createHash('sha256').update(`${previous}\n${factId}\n${contentSha256}`).digest('hex');

/** A link for each entry, in order. */
export function linksFrom(previous: string, entries: readonly Sealed[]): string[] {
  let last = previous;
  return entries.map((entry) => (last = link(last, entry)));
}
