import type { Instant } from '@goufu/kernel';
import type { PlanContent } from './plan-content.js';

export type ServicePlanFact =
  | { readonly kind: 'plan-written'; readonly version: number; readonly content: PlanContent; readonly by: string; readonly at: Instant }
  | { readonly kind: 'plan-approved'; readonly version: number; readonly by: string; readonly at: Instant }
  | { readonly kind: 'plan-returned'; readonly version: number; readonly reasons: readonly string[]; readonly by: string; readonly at: Instant };
