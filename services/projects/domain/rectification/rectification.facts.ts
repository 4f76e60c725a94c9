import type { Id, Instant } from '@goufu/kernel';
import type { Actor } from '../project/contract-terms.js';

export type RectificationFact =
  | {
      readonly kind: 'rectification-submitted';
      readonly version: number;
      readonly textZh: string;
      readonly fileIds: readonly Id[];
      readonly late: boolean;
      readonly by: Actor;
      readonly at: Instant;
    }
  | { readonly kind: 'rectification-accepted'; readonly by: Actor; readonly at: Instant }
  | { readonly kind: 'rectification-failed'; readonly reasons: readonly string[]; readonly by: Actor; readonly at: Instant }
  | { readonly kind: 'rectification-flagged-late' }
  | { readonly kind: 'rectification-dropped' };
