import type { Fen, Id, Instant, LocalDate } from '@goufu/kernel';

/** A part of an amount on one budget line in one fiscal year (R126). */
export interface BudgetPart {
  readonly lineId: Id;
  readonly year: number;
  readonly amount: Fen;
}

/** The six questions of the negative list; each must be answered with no (R9). */
export interface NegativeList {
  readonly outsideDuties: boolean;
  readonly governmentsOwnTask: boolean;
  readonly goodsOrWorks: boolean;
  readonly financing: boolean;
  readonly staffOrDispatch: boolean;
  readonly otherwiseBarred: boolean;
}

/** What was done before the plan, kept as answers (R18–R21). */
export interface Preparation {
  readonly surveyRespondents: number;
  readonly publicConsultedOn?: LocalDate | undefined;
  readonly keyReviewedOn?: LocalDate | undefined;
  readonly intentionPublishedOn?: LocalDate | undefined;
}

export type PurchaseCommand =
  | {
      readonly kind: 'plan';
      readonly total: Fen;
      readonly asks: readonly BudgetPart[];
      readonly knownLines: readonly { readonly lineId: Id; readonly year: number }[];
      readonly negativeList: NegativeList;
      readonly preparation: Preparation;
      /** Fewest respondents of the requirement survey, from the profile. */
      readonly surveyMinimum: number;
      readonly by: string;
    }
  | { readonly kind: 'note-reserved'; readonly reservationId: Id; readonly parts: readonly BudgetPart[] }
  | { readonly kind: 'note-refused'; readonly short: Fen }
  | { readonly kind: 'start-tender'; readonly budget: Fen }
  | { readonly kind: 'note-void'; readonly retender: boolean }
  | { readonly kind: 'note-awarded' }
  | { readonly kind: 'note-contracted' }
  | { readonly kind: 'note-filed' }
  | { readonly kind: 'close' }
  | { readonly kind: 'cancel'; readonly reason: string; readonly at: Instant };
