import type { Instant } from '@goufu/kernel';
import type { SheetContent } from './sheet-content.js';

export type SheetFact =
  | { readonly kind: 'sheet-saved'; readonly content: SheetContent }
  | { readonly kind: 'sheet-signed'; readonly at: Instant };
