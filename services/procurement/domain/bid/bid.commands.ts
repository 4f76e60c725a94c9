import type { Fen, Instant } from '@goufu/kernel';

/** What happens to a sealed bid. `live` is whether the same bidder has a sealed bid in this tender. */
export type BidCommand =
  | { readonly kind: 'submit'; readonly price: Fen; readonly live: boolean; readonly bidsUntil: Instant; readonly at: Instant }
  | { readonly kind: 'replace'; readonly price: Fen; readonly bidsUntil: Instant; readonly at: Instant }
  | { readonly kind: 'withdraw'; readonly bidsUntil: Instant; readonly at: Instant };
