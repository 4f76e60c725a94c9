import type { Id, Instant } from '@goufu/kernel';
import type { Actor } from '../project/contract-terms.js';

export type RectificationCommand =
  | { readonly kind: 'submit'; readonly textZh: string; readonly fileIds: readonly Id[]; readonly by: Actor; readonly at: Instant }
  | { readonly kind: 'accept'; readonly by: Actor; readonly at: Instant }
  | { readonly kind: 'fail'; readonly reasons: readonly string[]; readonly by: Actor; readonly at: Instant }
  /** The due day is over. */
  | { readonly kind: 'flag-late' }
  /** A later revision of the result took its place. */
  | { readonly kind: 'drop' };
