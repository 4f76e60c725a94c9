import type { Id } from '@goufu/kernel';

/** Ids as the text of a PostgreSQL array. They hold nothing that would need quoting, which the driver would look for in each. */
export const idList = (ids: readonly Id[]): string => `{${ids.join(',')}}`;
