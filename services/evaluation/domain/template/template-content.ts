import type { BasisPoints } from '@goufu/kernel';

/** Who takes part in the review (R98), with the supervising department as a party of its own (R101). */
export type Party = 'third-party' | 'purchaser' | 'supervisor' | 'recipient' | 'provider';

/** 优秀, 良好, 合格, 不合格: grades of projects, not those of budget performance (R107, R112). */
export const GRADES = ['excellent', 'good', 'pass', 'fail'] as const;
export type Grade = (typeof GRADES)[number];

/** How an entry becomes points (R105). */
export type Scoring =
  /** Delivered over agreed, at most the whole. */
  | { readonly kind: 'quantity-ratio'; readonly unitZh: string }
  /** Items met over all items. */
  | { readonly kind: 'checklist'; readonly items: readonly { readonly code: string; readonly zh: string }[] }
  /** A step from 0 to `max`. */
  | { readonly kind: 'rating'; readonly max: number }
  /**
   * Share of satisfied respondents; from `fullFromBp` on it earns all points, below that in proportion. A sample counts
   * with `minimumRespondents` answers or `minimumShareBp` of the population (R108).
   */
  | {
      readonly kind: 'survey';
      readonly fullFromBp: BasisPoints;
      readonly minimumRespondents: number;
      readonly minimumShareBp: BasisPoints;
    };

interface Named {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Hundredths of a point: 2500 is 25.00 points. */
  readonly pointsBp: BasisPoints;
}

/** An indicator that is scored. */
export interface Leaf extends Named {
  readonly scoring: Scoring;
  /** What the evaluator looks at. */
  readonly evidence: readonly string[];
}

/** An indicator that is the sum of those below it. */
interface Branch extends Named {
  readonly children: readonly Indicator[];
}

export type Indicator = Branch | Leaf;

/** What an evaluation asks, how it counts and what each score is called (R105, R106). Value; frozen at contract signing. */
export interface TemplateContent {
  readonly titleZh: string;
  readonly titleEn: string;
  /** Sum of all points in hundredths: 10000 for a scale of 100, 100000 for one of 1000 (R101). */
  readonly scaleBp: number;
  readonly indicators: readonly Indicator[];
  /** Weights of the parties; they add up to the whole. */
  readonly parties: readonly { readonly party: Party; readonly weightBp: BasisPoints }[];
  /** Any of these, found by one evaluator, makes the grade `fail` whatever the score (一票否决, R101, R106). */
  readonly vetoes: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
  /** Half-open bands from the best to the worst: a grade holds from `fromBp` up to the next better one (R107). */
  readonly bands: readonly { readonly grade: Grade; readonly fromBp: BasisPoints }[];
}

export const isLeaf = (indicator: Indicator): indicator is Leaf => 'scoring' in indicator;

/** All scored indicators, from first to last. */
export const leavesOf = (indicators: readonly Indicator[]): Leaf[] =>
  indicators.flatMap((indicator) => (isLeaf(indicator) ? [indicator] : leavesOf(indicator.children)));
