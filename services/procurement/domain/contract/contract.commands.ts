import type { Profile } from '@goufu/jurisdiction';
import type { Instant, LocalDate } from '@goufu/kernel';
import type { BudgetPart } from '../purchase/purchase.commands.js';
import type { ContractTerms } from './terms.js';

/** Whose fault it is that a contract stops; only the agency's own reaches its ranking. */
export type Fault = 'agency' | 'purchaser' | 'neither';

export type ContractCommand =
  | {
      readonly kind: 'draft';
      readonly terms: ContractTerms;
      readonly termsHash: string;
      readonly reserved: readonly BudgetPart[];
      readonly profile: Profile;
      readonly by: string;
    }
  | { readonly kind: 'amend'; readonly terms: ContractTerms; readonly termsHash: string; readonly reason: string; readonly profile: Profile; readonly by: string }
  | {
      readonly kind: 'sign';
      readonly termsHash: string;
      readonly heldByChallenge: boolean;
      readonly signFrom?: Instant | undefined;
      readonly by: string;
      readonly at: Instant;
    }
  | { readonly kind: 'file'; readonly filingNo: string; readonly noticeUrl: string; readonly filedOn: LocalDate; readonly by: string; readonly today: LocalDate }
  | { readonly kind: 'suspend' | 'resume' | 'terminate'; readonly reason: string; readonly fault: Fault; readonly effectiveOn: LocalDate }
  | { readonly kind: 'note-commitment'; readonly revision: number; readonly outcome: 'recorded' | 'refused' }
  | { readonly kind: 'close' };
