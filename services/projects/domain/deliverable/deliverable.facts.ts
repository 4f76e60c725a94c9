import type { Id, Instant } from '@goufu/kernel';
import type { Actor } from '../project/contract-terms.js';
import type { KeptFile } from './file-policy.js';

export type DeliverableFact =
  | {
      readonly kind: 'deliverable-submitted';
      readonly version: number;
      readonly file: KeptFile & { readonly fileId: Id };
      readonly by: Actor;
      readonly at: Instant;
    }
  | { readonly kind: 'deliverable-accepted'; readonly version: number; readonly by: Actor; readonly at: Instant }
  | { readonly kind: 'deliverable-returned'; readonly version: number; readonly reasons: readonly string[]; readonly by: Actor; readonly at: Instant };
