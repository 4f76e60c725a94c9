import type { Instant } from '@goufu/kernel';
import type { Actor } from '../project/contract-terms.js';
import type { PlanContent } from './plan-content.js';

interface Judged {
  readonly version: number;
  readonly by: Actor;
  readonly at: Instant;
}

export type ServicePlanCommand =
  | { readonly kind: 'write'; readonly content: PlanContent; readonly by: Actor; readonly at: Instant }
  | (Judged & { readonly kind: 'approve' })
  | (Judged & { readonly kind: 'return'; readonly reasons: readonly string[] });
