import type { Id } from '@goufu/kernel';

/** Kind of the task that opens the bids at the deadline; its key is the tender. */
export const OPEN_BIDS = 'open-bids';

export interface OpenBids {
  readonly tenderId: Id;
}
