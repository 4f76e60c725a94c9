import type { Instant } from '@goufu/kernel';
import type { Reopening } from '../sheet/sheet-content.js';
import type { Nomination } from './panel.js';
import type { ReadyCause } from './round.commands.js';

export type RoundFact =
  | { readonly kind: 'round-ready'; readonly cause: ReadyCause; readonly at: Instant }
  | { readonly kind: 'round-opened'; readonly panel: readonly Nomination[]; readonly due: Instant; readonly by: string; readonly at: Instant }
  | { readonly kind: 'no-interest-declared'; readonly evaluatorId: string }
  | { readonly kind: 'member-recused'; readonly evaluatorId: string; readonly ground: string }
  | { readonly kind: 'member-replaced'; readonly evaluatorId: string; readonly replacement: Nomination }
  | { readonly kind: 'signature-counted'; readonly evaluatorId: string }
  | { readonly kind: 'round-concluded'; readonly at: Instant }
  | {
      readonly kind: 'round-reopened';
      readonly because: 'appeal-upheld' | 'correction';
      readonly reopening: Reopening;
      readonly ground: string;
      readonly due: Instant;
      readonly by: string;
      readonly at: Instant;
    }
  | { readonly kind: 'round-cancelled'; readonly reason: string };
