import type { Instant } from '@goufu/kernel';
import type { Reopening } from '../sheet/sheet-content.js';
import type { Nomination } from './panel.js';

/** What made a round ready: the fact named in the contract's plan, its date, or an accepted rectification. */
export type ReadyCause = 'milestone' | 'acceptance' | 'date' | 'rectification';

export type RoundCommand =
  | { readonly kind: 'make-ready'; readonly cause: ReadyCause; readonly at: Instant }
  | { readonly kind: 'open'; readonly panel: readonly Nomination[]; readonly due: Instant; readonly by: string; readonly at: Instant }
  | { readonly kind: 'declare-no-interest'; readonly evaluatorId: string; readonly orgId: string | undefined }
  | { readonly kind: 'recuse'; readonly evaluatorId: string; readonly ground: string }
  | { readonly kind: 'replace-member'; readonly evaluatorId: string; readonly replacement: Nomination; readonly by: string }
  | { readonly kind: 'count-signature'; readonly evaluatorId: string; readonly at: Instant }
  | {
      readonly kind: 'reopen';
      readonly because: 'appeal-upheld' | 'correction';
      readonly reopening: Reopening;
      readonly ground: string;
      readonly due: Instant;
      readonly by: string;
      readonly at: Instant;
    }
  | { readonly kind: 'cancel'; readonly reason: string };
