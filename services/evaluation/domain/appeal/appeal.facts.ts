import type { Instant } from '@goufu/kernel';

export type AppealFact =
  | {
      readonly kind: 'appeal-filed';
      readonly by: string;
      readonly grounds: string;
      readonly indicators: readonly string[];
      readonly at: Instant;
    }
  | {
      readonly kind: 'appeal-decided';
      readonly by: string;
      readonly outcome: 'upheld' | 'dismissed';
      readonly reasons: string;
      readonly at: Instant;
    };
