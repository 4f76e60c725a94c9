import type { Instant, LocalDate } from '@goufu/kernel';
import type { ContractTerms } from './contract-terms.js';

export type ProjectFact =
  | { readonly kind: 'terms-taken'; readonly terms: ContractTerms }
  | { readonly kind: 'project-suspended' | 'project-resumed' | 'project-terminated'; readonly reason: string }
  | { readonly kind: 'approval-awaited' | 'plan-asked-again' }
  | { readonly kind: 'project-started'; readonly planVersion: number; readonly startsOn: LocalDate; readonly at: Instant }
  | { readonly kind: 'project-accepted'; readonly at: Instant }
  | { readonly kind: 'project-closed'; readonly outcome: 'completed' | 'terminated'; readonly closedOn: LocalDate; readonly by: string; readonly at: Instant };
