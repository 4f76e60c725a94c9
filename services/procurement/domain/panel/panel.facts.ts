import type { Seat } from './panel.commands.js';

export type PanelFact =
  | { readonly kind: 'composed'; readonly seats: readonly Seat[] }
  | { readonly kind: 'no-interest-declared'; readonly memberId: string }
  | { readonly kind: 'recused'; readonly memberId: string; readonly reason: string }
  /** The opinions of the one who left are void (R50). */
  | { readonly kind: 'replaced'; readonly memberId: string; readonly seat: Seat };
