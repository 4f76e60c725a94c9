import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, fsyncSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '@goufu/kernel';
import type { Hostility, Subject } from '../hostility.js';
import type { HostilityKind } from '../schemas.js';

/** A file that is to be told, before it is known what becomes of it on the way. */
export interface Draft {
  readonly name: string;
  readonly kind: 'status' | 'notification' | 'statement';
  readonly subject: Subject;
  readonly at?: Instant;
  readonly text: (messageId: string, at: Instant) => string;
}

const TWICE: Record<Draft['kind'], readonly HostilityKind[]> = {
  status: ['callback-twice'],
  notification: ['entry-repeated'],
  statement: ['statement-twice', 'day-twice'],
};
const AFTER_THE_NEXT: Record<Draft['kind'], readonly HostilityKind[]> = {
  status: ['callback-out-of-order'],
  notification: ['entries-out-of-order'],
  statement: ['day-missing'],
};

/** Writes files, whole and in one step, unless hostility strikes. */
export class Outgoing {
  /** Files that come after the next one: a status after any, the others after one of their own kind. */
  readonly #held: Draft[] = [];
  /** Those whose next one is written: they come with the next sweep, so that their files are younger beyond the grain of the clock. */
  readonly #late: Draft[] = [];
  readonly #halves: { readonly path: string; readonly rest: string }[] = [];

  constructor(
    private readonly folder: string,
    private readonly hostility: Hostility,
  ) {}

  write(draft: Draft): void {
    const { kind, subject, name } = draft;
    if (this.hostility.strike(AFTER_THE_NEXT[kind], subject)) {
      this.#held.push(draft);
      return;
    }
    const text = textOf(draft);
    // Cut off in its middle but closed, so that it arrives and is no message.
    if (this.hostility.strike(['file-malformed'], subject)) this.#put(`${name}-spoilt`, `${text.slice(0, text.length / 2)}</Document>\n`);
    if (this.hostility.strike(['file-in-halves'], subject)) this.#putHalf(name, text);
    else this.#put(name, text);
    if (this.hostility.strike(TWICE[kind], subject)) {
      this.#put(`${name}-copy`, text);
      this.#put(`${name}-again`, textOf({ ...draft, name: `${name}-again` }));
    }
    const now = this.#held.filter((held) => held.kind === 'status' || held.kind === kind);
    for (const held of now) this.#held.splice(this.#held.indexOf(held), 1);
    this.#late.push(...now);
  }

  /** Writes what was held back before, and the rest of what was begun. */
  sweep(): void {
    for (const draft of this.#late.splice(0)) this.write(draft);
    for (const { path, rest } of this.#halves.splice(0)) appendFileSync(path, rest);
  }

  #put(name: string, text: string): void {
    const temporary = join(this.folder, `.${name}.tmp`);
    const file = openSync(temporary, 'w');
    writeSync(file, text);
    fsyncSync(file);
    closeSync(file);
    renameSync(temporary, join(this.folder, `${name}.xml`));
  }

  /** As one writes who has not heard of renaming. */
  #putHalf(name: string, text: string): void {
    const path = join(this.folder, `${name}.xml`);
    const middle = Math.floor(text.length / 2);
    writeFileSync(path, text.slice(0, middle));
    this.#halves.push({ path, rest: text.slice(middle) });
  }
}

/** A message id has at most 35 characters and differs when the file does. */
const textOf = ({ name, at = '', text }: Draft): string => text(createHash('sha256').update(name).digest('hex').slice(0, 32), at);
