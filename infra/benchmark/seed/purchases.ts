import { causedId } from '@goufu/messaging';
import type { Id } from '@goufu/kernel';
import { randomFrom, shuffled } from '../figures/random.js';
import { zipf } from '../figures/zipf.js';

export const YEAR = 2026;
export const JURISDICTION = '510104';
export const EVALUATION = 'final';

/** What a run finds in the database: purchases whose one tranche waits for an evaluation. */
export interface PurchasePlan {
  readonly purchases: number;
  readonly lines: number;
  /** Share of the purchases whose tranche is more than is committed for it. */
  readonly overBudget: number;
}

/** One result on its way: the purchase it is about, and whether its money suffices. */
export interface Purchase {
  readonly purchaseId: Id;
  readonly contractId: Id;
  readonly trancheId: Id;
  readonly commitmentId: Id;
  readonly agencyOrgId: Id;
  readonly line: number;
  readonly amountFen: bigint;
  readonly committedFen: bigint;
}

const KINDS = ['purchase', 'contract', 'tranche', 'commitment', 'result-fact', 'result', 'agency', 'line', 'round'] as const;

/** Ids that ascend with `n`, as UUIDv7 do with time. */
export const idOf = (kind: (typeof KINDS)[number], n: number): Id =>
  `0199f0a0-000${KINDS.indexOf(kind)}-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Every purchase of a plan; results come in an order of their own, since contracts are not evaluated in the order of their signing. */
export class Purchases {
  private readonly order: Int32Array;
  private readonly lineOf: Int32Array;

  constructor(readonly plan: PurchasePlan) {
    const random = randomFrom(plan.purchases);
    const line = zipf(plan.lines, random);
    this.lineOf = Int32Array.from({ length: plan.purchases }, line);
    this.order = shuffled(plan.purchases, random);
  }

  /** The purchase that the result of this number is about. */
  ofResult(result: number): Purchase {
    return this.at(this.order[result] ?? 0);
  }

  isOver(result: number): boolean {
    const { amountFen, committedFen } = this.ofResult(result);
    return committedFen < amountFen;
  }

  at(n: number): Purchase {
    const every = this.plan.overBudget === 0 ? 0 : Math.round(1 / this.plan.overBudget);
    const amountFen = 10_000_000n + BigInt(n % 1000) * 1_000n;
    return {
      purchaseId: idOf('purchase', n),
      contractId: idOf('contract', n),
      trancheId: idOf('tranche', n),
      commitmentId: idOf('commitment', n),
      agencyOrgId: idOf('agency', n % 500),
      line: this.lineOf[n] ?? 0,
      amountFen,
      committedFen: every > 0 && n % every === every - 1 ? amountFen - 1n : amountFen,
    };
  }
}

/** The service derives an account's id from what the account is; so does whoever fills its tables beforehand. */
const ACCOUNTS = '3d0c1f52-6f0e-5d2b-8a53-0f7c6a1e9b44';

/** Id of an account of a line (`holder` is null) or of a holder: a commitment, a tranche. */
export const accountOf = (book: 'budget' | 'cash', stage: string, holder: Id | null, line: number): Id =>
  causedId(ACCOUNTS, `${book}/${stage}/${holder ?? ''}/${idOf('line', line)}/${YEAR}`);
