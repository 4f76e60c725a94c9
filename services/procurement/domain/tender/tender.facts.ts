import type { BasisPoints, Fen, Id, Instant } from '@goufu/kernel';
import type { Ranked } from '../score/ranking.js';
import type { Criterion, OpenedBid, RejectionStage, TenderMethod } from './tender.commands.js';

export type TenderFact =
  | {
      readonly kind: 'published';
      readonly method: TenderMethod;
      readonly budget: Fen;
      readonly criteria: readonly Criterion[];
      readonly priceWeightBp: BasisPoints;
      readonly deductionBp: BasisPoints;
      readonly bidsUntil: Instant;
      readonly documentsUntil: Instant;
      readonly clarificationsUntil: Instant;
      readonly retenderIfVoid: boolean;
      readonly methodApprovalNo?: string | undefined;
    }
  | { readonly kind: 'opened'; readonly bids: readonly OpenedBid[]; readonly at: Instant }
  | { readonly kind: 'bid-rejected'; readonly bidId: Id; readonly stage: RejectionStage | 'price'; readonly reason: string; readonly rule: string }
  | { readonly kind: 'evaluated'; readonly ranking: readonly Ranked[] }
  | { readonly kind: 'announced'; readonly winner: Ranked }
  | { readonly kind: 'voided'; readonly reason: string; readonly rule: string; readonly retender: boolean };
