import type { z } from 'zod';
import { requestProblem } from './problem.js';

/** An opaque cursor: where the next page begins, by the values that the rows are ordered by. */
export const cursorOf = (position: readonly (string | number)[]): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Reads a cursor that a client sent back; throws the problem for one that was not made here. */
export function positionOf<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw requestProblem('invalid-parameters', { cause, errors: [{ field: '/query/after', zh: '分页游标无效', en: 'not a cursor of this list' }] });
  }
}

/** A page of rows that were read with `LIMIT limit + 1`: the extra row only says that there is more. */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  position: (row: Row) => readonly (string | number)[],
): { items: Item[]; next?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: shown.map(toItem), ...(more ? { next: cursorOf(position(last)) } : {}) };
}
