import type { BasisPoints, Fen, Id, Instant, LocalDate } from '@goufu/kernel';
import type { Profile } from '@goufu/jurisdiction';
import type { Ranked } from '../score/ranking.js';

/** 公开招标, 竞争性磋商 (R29). */
export type TenderMethod = 'open-tender' | 'competitive-consultation';

/** One scored item of a criterion, with the points it can earn (R51). */
export interface CriterionItem {
  readonly nameZh: string;
  readonly pointsBp: BasisPoints;
}

/** Something that is scored besides the price. Members' points for an objective one must be identical (R54). */
export interface Criterion {
  readonly code: string;
  readonly nameZh: string;
  readonly scoring: 'objective' | 'subjective';
  readonly weightBp: BasisPoints;
  readonly items: readonly CriterionItem[];
}

/** A bid as it was found at the opening. */
export interface OpenedBid {
  readonly id: Id;
  readonly orgId: Id;
  readonly price: Fen;
  readonly smallEnterprise: boolean;
}

export type RejectionStage = 'qualification' | 'conformity';

export type TenderCommand =
  | {
      readonly kind: 'publish';
      readonly method: TenderMethod;
      readonly budget: Fen;
      readonly criteria: readonly Criterion[];
      readonly priceWeightBp: BasisPoints;
      readonly deductionBp: BasisPoints;
      readonly bidsUntil: Instant;
      readonly retenderIfVoid: boolean;
      readonly methodApprovalNo?: string | undefined;
      /** What else was bought this fiscal year of the same category from the same lines without an open tender (R16). */
      readonly sameKind: Fen;
      readonly profile: Profile;
      readonly on: LocalDate;
    }
  | { readonly kind: 'open'; readonly bids: readonly OpenedBid[]; readonly profile: Profile; readonly at: Instant }
  | {
      readonly kind: 'reject-bid';
      readonly bidId: Id;
      readonly stage: RejectionStage;
      readonly reason: string;
      readonly as: 'purchaser' | 'panel-leader' | 'other';
      readonly scoresBegun: boolean;
      readonly profile: Profile;
    }
  | { readonly kind: 'conclude'; readonly ranking: readonly Ranked[] }
  | { readonly kind: 'announce'; readonly heldByChallenge: boolean }
  | { readonly kind: 'void'; readonly rule: string; readonly reason: string; readonly retender: boolean };
