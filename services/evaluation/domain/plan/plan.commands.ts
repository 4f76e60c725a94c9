import type { PlanItem } from './plan-item.js';

export type PlanCommand =
  /** From contract-signed, and from contract-amended with the full new terms. */
  | { readonly kind: 'freeze'; readonly revision: number; readonly items: readonly PlanItem[] }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'terminate' };
