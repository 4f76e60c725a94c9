import type { Instant } from '@goufu/kernel';
import type { Actor, ContractTerms } from './contract-terms.js';

export type ProjectCommand =
  /** From contract-signed, and from contract-amended with the full new terms. */
  | { readonly kind: 'take-terms'; readonly terms: ContractTerms }
  | { readonly kind: 'suspend' | 'resume' | 'terminate'; readonly reason: string }
  /** The agency handed in a service plan, or it was returned or approved (R82). */
  | { readonly kind: 'await-approval' | 'plan-again' }
  | { readonly kind: 'start'; readonly planVersion: number; readonly at: Instant }
  | { readonly kind: 'accept'; readonly at: Instant }
  | { readonly kind: 'close'; readonly handover: Handover; readonly open: OpenEnds; readonly by: Actor; readonly at: Instant };

/** What is handed over at the end (R93). */
export interface Handover {
  /** Files of the service went to the purchaser. */
  readonly recordsHandedOver: boolean;
  /** Personal data were returned or deleted (R187). */
  readonly personalDataSettled: boolean;
}

/** What still speaks against closing. */
export interface OpenEnds {
  /** Numbers of tranches that are neither paid nor forfeited. */
  readonly tranches: readonly number[];
  /** Codes of evaluations whose last result is not final. */
  readonly evaluations: readonly string[];
  /** Rectifications that nobody decided. */
  readonly rectifications: number;
}
