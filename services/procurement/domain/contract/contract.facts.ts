import type { Fen, Instant, LocalDate } from '@goufu/kernel';
import type { Fault } from './contract.commands.js';
import type { ContractTerms } from './terms.js';

/** A text that waits for its signature: the first one or a supplement. */
export interface Draft {
  readonly revision: number;
  readonly terms: ContractTerms;
  readonly termsHash: string;
  readonly reason?: string | undefined;
  readonly by: string;
}

export type ContractFact =
  | { readonly kind: 'drafted'; readonly draft: Draft }
  | { readonly kind: 'signed'; readonly draft: Draft; readonly by: string; readonly at: Instant }
  /** A supplement: `delta` is by how much the price changed. */
  | { readonly kind: 'amended'; readonly draft: Draft; readonly delta: Fen; readonly by: string; readonly at: Instant }
  | { readonly kind: 'filed'; readonly filingNo: string; readonly noticeUrl: string; readonly filedOn: LocalDate; readonly by: string }
  | { readonly kind: 'suspended' | 'resumed' | 'terminated'; readonly reason: string; readonly fault: Fault; readonly effectiveOn: LocalDate }
  | { readonly kind: 'commitment-noted'; readonly outcome: 'recorded' | 'refused' }
  | { readonly kind: 'closed' };
