import type { Instant } from '@goufu/kernel';
import type { SheetContent } from './sheet-content.js';

export type SheetCommand =
  | { readonly kind: 'save'; readonly content: SheetContent }
  | { readonly kind: 'sign'; readonly at: Instant };
