/** What an evaluator found for one indicator; its kind is that of the indicator's scoring (R105). */
export type Entry =
  | { readonly kind: 'quantity-ratio'; readonly delivered: number; readonly agreed: number; readonly remark?: string | undefined }
  | { readonly kind: 'checklist'; readonly met: readonly string[]; readonly remark?: string | undefined }
  | { readonly kind: 'rating'; readonly value: number; readonly remark?: string | undefined }
  | {
      readonly kind: 'survey';
      readonly satisfied: number;
      readonly respondents: number;
      readonly population: number;
      readonly remark?: string | undefined;
    };

export interface SheetContent {
  /** By indicator code. */
  readonly entries: Readonly<Record<string, Entry>>;
  /** Veto items that were hit, each with the evidence for it. */
  readonly vetoes: readonly { readonly code: string; readonly ground: string }[];
}

export const EMPTY_SHEET: SheetContent = { entries: {}, vetoes: [] };

/** What may be scored again after an upheld appeal or a correction; everything else stays as signed (R59). */
export interface Reopening {
  readonly indicators: readonly string[];
  readonly vetoes: boolean;
}
