import type { PlanItem } from './plan-item.js';

export type PlanFact =
  | { readonly kind: 'plan-frozen'; readonly revision: number; readonly items: readonly PlanItem[] }
  | { readonly kind: 'evaluation-planned'; readonly item: PlanItem }
  | { readonly kind: 'evaluation-replanned'; readonly item: PlanItem }
  | { readonly kind: 'evaluation-dropped'; readonly code: string; readonly reason: string }
  | { readonly kind: 'plan-suspended' | 'plan-resumed' | 'plan-terminated' };
