import type { ContractTerms } from '@goufu/contracts';
import type { Random } from '../random.js';

/** An agency that serves, and the account on which it is paid. */
export interface Agency {
  readonly person: string;
  readonly orgId: string;
  readonly uscc: string;
  readonly nameZh: string;
  readonly payeeAccountId: string;
}

export const PURCHASER = { orgId: '0198a000-0000-7000-8000-000000000002', uscc: '11510104MG0000025H', nameZh: '锦江区民政局（演示）' };
export const EVALUATION = 'final';

/** A small contract of two tranches: the first is owed when the contract is filed, the second when its evaluation is published. */
export function contractTerms(random: Random, agency: Agency, split: { lineId: string; year: number }[]): ContractTerms {
  const price = BigInt(random.between(1_000, 900_000));
  const first = price / 3n;
  const onFirstLine = split.length > 1 ? price / 2n : price;
  const parts = split.map((part, i) => ({ ...part, fen: String(i === 0 ? onFirstLine : price - onFirstLine) }));
  const factors = { excellent: 10_000, good: 9_000, pass: 8_000, fail: 0 } as const;
  const payFactors = (['excellent', 'good', 'pass', 'fail'] as const).map((grade) => ({ grade, factorBp: factors[grade], effect: grade === 'fail' ? ('hold' as const) : ('release' as const) }));
  const tranche = (no: number, bp: number, fen: bigint, condition: ContractTerms['tranches'][number]['conditions'][number]) => ({
    trancheId: random.uuid(),
    no,
    bp,
    fen: String(fen),
    conditions: [condition],
    payFactors,
  });
  const { orgId, uscc, nameZh } = agency;
  return {
    contractId: random.uuid(),
    revision: 1,
    tenderId: random.uuid(),
    contractNo: `F-${random.below(1_000_000_000)}`,
    title: '社区社会工作服务（演练）',
    category: random.pick(['community', 'elderly']),
    agency: { orgId, uscc, nameZh },
    purchaser: PURCHASER,
    priceFen: String(price),
    term: { from: '2026-03-02', to: '2026-12-01' },
    budgetSplit: parts,
    tranches: [tranche(1, 3_333, first, { kind: 'contract-filed' }), tranche(2, 6_667, price - first, { kind: 'evaluation', evaluationCode: EVALUATION })],
    milestones: [],
    quotas: [],
    evaluationPlan: [
      {
        code: EVALUATION,
        kind: 'final',
        nameZh: '末期评估',
        weightBp: 10_000,
        templateId: random.uuid(),
        templateVersion: 1,
        due: '2026-11-30T16:00:00.000Z',
        readyOn: { kind: 'acceptance' },
      },
    ],
    payeeAccountId: agency.payeeAccountId,
    smeFlag: true,
    profileVersion: 'faults',
  };
}
