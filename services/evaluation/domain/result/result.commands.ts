import type { Instant } from '@goufu/kernel';

export type ResultCommand =
  | { readonly kind: 'notify'; readonly appealUntil: Instant; readonly by: string; readonly at: Instant }
  /** The agency waives its appeal. */
  | { readonly kind: 'accept'; readonly byOrgId: string | undefined; readonly at: Instant }
  | { readonly kind: 'close-window'; readonly at: Instant }
  | { readonly kind: 'take-appeal'; readonly byOrgId: string | undefined; readonly at: Instant }
  | { readonly kind: 'end-appeal'; readonly outcome: 'upheld' | 'dismissed'; readonly at: Instant }
  /** The revision that the panel scored anew after an upheld appeal: there is no appeal against it here. */
  | { readonly kind: 'publish-after-appeal'; readonly at: Instant }
  | { readonly kind: 'supersede' };
