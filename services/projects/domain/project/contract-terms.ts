import type { Fen, Id, LocalDate } from '@goufu/kernel';

/** What of a contract the performance needs, as its newest revision says. */
export interface ContractTerms {
  /** Counts from 1; an amendment carries all terms again under the next one. */
  readonly revision: number;
  readonly term: { readonly from: LocalDate; readonly to: LocalDate };
  readonly priceFen: Fen;
  readonly milestones: readonly MilestoneTerms[];
  readonly quotas: readonly QuotaTerms[];
}

export interface MilestoneTerms {
  readonly code: string;
  readonly nameZh: string;
  readonly due: LocalDate;
  readonly deliverables: readonly { readonly code: string; readonly nameZh: string }[];
}

/** One line of what must be delivered: kind of service, number, unit, evidence (R83). */
export interface QuotaTerms {
  readonly code: string;
  readonly nameZh: string;
  readonly unitZh: string;
  readonly quantity: number;
  readonly unitPriceFen?: Fen | undefined;
  readonly evidenceZh: readonly string[];
}

/** Who acts, and for which organisation. */
export interface Actor {
  readonly actorId: string;
  readonly orgId: Id | undefined;
}
