import type { Instant } from '@goufu/kernel';

export type BidFact =
  | { readonly kind: 'sealed'; readonly at: Instant }
  | { readonly kind: 'replaced'; readonly at: Instant }
  | { readonly kind: 'withdrawn'; readonly at: Instant };
