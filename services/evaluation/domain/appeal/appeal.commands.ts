import type { Instant } from '@goufu/kernel';

export type AppealCommand =
  | { readonly kind: 'file'; readonly by: string; readonly grounds: string; readonly indicators: readonly string[]; readonly at: Instant }
  | {
      readonly kind: 'decide';
      readonly by: string;
      readonly outcome: 'upheld' | 'dismissed';
      readonly reasons: string;
      readonly at: Instant;
    };
