import type { AppealState } from '@goufu/evaluation/domain/appeal/appeal.js';
import type { PlanItem } from '@goufu/evaluation/domain/plan/plan-item.js';
import type { PlanState } from '@goufu/evaluation/domain/plan/plan.js';
import type { Computation } from '@goufu/evaluation/domain/result/compute-result.js';
import type { ResultState } from '@goufu/evaluation/domain/result/result.js';
import type { RoundState } from '@goufu/evaluation/domain/round/round.js';
import type { SheetState } from '@goufu/evaluation/domain/sheet/sheet.js';
import type { Id, Instant } from '@goufu/kernel';
import type { Tx } from '../../world/store.js';

export interface StoredRound extends RoundState {
  readonly id: Id;
  readonly contractId: Id;
  readonly item: PlanItem;
  readonly attempt: number;
  readonly openedAt?: Instant;
}

export interface StoredResult extends ResultState {
  readonly id: Id;
  readonly roundId: Id;
  readonly revision: number;
  readonly computation: Pick<Computation, 'scoreBp' | 'grade'>;
  readonly notifiedAt?: Instant;
  readonly publishedAt?: Instant;
  readonly publishedBecause?: string;
}

export interface StoredAppeal extends AppealState {
  readonly id: Id;
  readonly resultId: Id;
}

export interface StoredSheet extends SheetState {
  readonly evaluatorId: string;
  readonly roundId: Id;
}

export interface EvaluationRows {
  readonly plan: PlanState & { readonly contractId: Id; readonly agencyId: Id };
  readonly round: StoredRound;
  readonly result: StoredResult;
  readonly sheet: StoredSheet;
  /** By result. */
  readonly appeal: StoredAppeal;
  /** Windows that close by themselves. */
  readonly task: { readonly resultId: Id; readonly dueAt: Instant };
  readonly rectification: true;
}

export type EvaluationTx = Tx<EvaluationRows>;
