import type { getPurchaseMoney, ResponseOf } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { yuan } from '../format.js';

export type TrancheShown = ResponseOf<typeof getPurchaseMoney>['contracts'][number]['tranches'][number];

const STAGES = ['disbursed', 'in-transit', 'payable', 'committed', 'forfeited', 'cancelled'] as const satisfies readonly TrancheShown['stage'][];

/** How the price lies on the stages of payment, to scale. */
export function MoneyBar({ tranches }: { readonly tranches: readonly TrancheShown[] }) {
  const { t } = useTranslation();
  const parts = STAGES.map((stage) => ({ stage, fen: sumOf(tranches.filter((each) => each.stage === stage)) })).filter(({ fen }) => fen > 0n);
  const total = parts.reduce((sum, { fen }) => sum + fen, 0n);
  return (
    <div>
      <div className="bar" aria-hidden="true">{parts.map(({ stage, fen }) => <span key={stage} className={`stage-${stage}`} style={{ width: `${Number((fen * 10_000n) / total) / 100}%` }} />)}</div>
      <ul className="legend" aria-label={t('money.byStage')}>{parts.map(({ stage, fen }) => <li key={stage}><i className={`stage-${stage}`} aria-hidden="true" />{t(`trancheStage.${stage}`)} <strong className="amount">{yuan(String(fen))}</strong></li>)}</ul>
    </div>
  );
}

const sumOf = (tranches: readonly TrancheShown[]): bigint => tranches.reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n);
