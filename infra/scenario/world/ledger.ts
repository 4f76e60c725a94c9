import { getTrialBalance, type ResponseOf } from '@goufu/contracts';
import { formatYuan } from '@goufu/kernel';
import type { Services } from './client.js';

export type TrialBalance = ResponseOf<typeof getTrialBalance>;

/** Stages of the budget book in the order in which money passes them. */
export const STAGES: Readonly<Record<string, string>> = {
  authority: '授权',
  available: '可用',
  reserved: '预留',
  committed: '承诺',
  payable: '应付',
  'in-transit': '在途',
  disbursed: '已付',
};

/** The books of funding as an auditor reads them. */
export class LedgerBook {
  constructor(
    private readonly services: Services,
    private readonly auditor: string,
  ) {}

  async trialBalance(): Promise<TrialBalance> {
    return this.services.call('funding', this.auditor, getTrialBalance, {});
  }

  /** What stands at each stage of the budget book, in fen. */
  async sums(): Promise<ReadonlyMap<string, bigint>> {
    const { rows } = await this.trialBalance();
    return new Map(rows.filter(({ book }) => book === 'budget').map(({ stage, balanceFen }) => [stage, BigInt(balanceFen)]));
  }

  /** What moved between two readings: `可用 −1.00`. */
  movements(before: ReadonlyMap<string, bigint>, after: ReadonlyMap<string, bigint>): string[] {
    return Object.entries(STAGES).flatMap(([stage, zh]) => {
      const moved = (after.get(stage) ?? 0n) - (before.get(stage) ?? 0n);
      return moved === 0n ? [] : [`${zh} ${moved < 0n ? '−' : '+'}${formatYuan(moved < 0n ? -moved : moved)}`];
    });
  }
}
