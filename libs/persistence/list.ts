import type { Id } from '@goufu/kernel';

/** Ids as the text of a PostgreSQL array. They hold nothing that would need quoting, which the driver would look for in each. */
export const idList = (ids: readonly Id[]): string => `{${ids.join(',')}}`;

/** What an array's text may hold without quotes. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9./:_-]*$/;

/** Words of a vocabulary (types, stages, regions, numbers) as the text of a PostgreSQL array; few of them differ. */
export function wordList(words: readonly string[]): string {
  for (const word of new Set(words)) if (!WORD.test(word) || /^null$/i.test(word)) throw new Error(`"${word}" is no word of a vocabulary`);
  return `{${words.join(',')}}`;
}
