import { parseFen, wireFen } from '@goufu/kernel';
import type { Deviation, HostilityKind, HostilityPlan, HostilityRule, Instruction } from './schemas.js';

/** What a rule can match on. */
export interface Subject {
  readonly accounts: readonly string[];
  readonly endToEndIds: readonly string[];
}

/** The treasury at its worst, on demand: rules that strike a given number of times; the same seed gives the same course. */
export class Hostility {
  /** As it was set; with it the same course can be run again. */
  seed = 0;
  #rules: HostilityRule[] = [];
  #state = 0;

  set(plan: HostilityPlan): void {
    this.#rules = plan.rules.map((rule) => ({ ...rule }));
    this.seed = plan.seed;
    this.#state = plan.seed;
  }

  /** The rules with the times that they have left. */
  get rules(): readonly HostilityRule[] {
    return this.#rules;
  }

  /** The first rule of one of these kinds that strikes this subject now; uses it up once. */
  strike(kinds: readonly HostilityKind[], { accounts, endToEndIds }: Subject): HostilityRule | undefined {
    const rule = this.#rules.find(
      ({ kind, times, match, chanceBp }) =>
        kinds.includes(kind) &&
        times > 0 &&
        (match.account === undefined || accounts.includes(match.account)) &&
        (match.endToEndId === undefined || endToEndIds.includes(match.endToEndId)) &&
        this.#below(10_000) < chanceBp,
    );
    if (rule) rule.times -= 1;
    return rule;
  }

  /** How the treasury errs on this payment; `others` are accounts that could be mistaken for the creditor's. */
  deviationFor(instruction: Instruction, subject: Subject, others: readonly string[]): Deviation {
    const rule = this.strike(['wrong-amount', 'wrong-account', 'late-return', 'rejects-after-accept'], subject);
    if (rule?.kind === 'wrong-amount') {
      const amount = parseFen(instruction.amountFen);
      const off = BigInt(1 + this.#below(100));
      return { amountFen: wireFen(amount > off ? amount - off : amount + off) };
    }
    if (rule?.kind === 'wrong-account') {
      const mistaken = others[this.#below(others.length)];
      return mistaken === undefined ? {} : { creditorAccount: mistaken };
    }
    if (rule?.kind === 'rejects-after-accept') return { rejectAfterDays: rule.afterDays };
    return rule ? { returnAfterDays: rule.afterDays } : {};
  }

  /** Mulberry32: a whole number from 0 below `limit`. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit);
  }
}
