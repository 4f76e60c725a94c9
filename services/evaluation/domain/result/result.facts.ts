import type { Instant } from '@goufu/kernel';

export type ResultFact =
  | { readonly kind: 'result-notified'; readonly appealUntil: Instant; readonly by: string; readonly at: Instant }
  | { readonly kind: 'result-appealed' }
  /** An upheld appeal: the panel scores again, this revision never becomes final. */
  | { readonly kind: 'result-set-aside' }
  | {
      readonly kind: 'result-published';
      readonly because: 'accepted' | 'window-over' | 'appeal-dismissed' | 'appeal-upheld';
      readonly at: Instant;
    }
  | { readonly kind: 'result-superseded' };
