import type { TrancheCondition } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { day } from '../format.js';

/** A condition of a tranche in words, with what it names; or that all are met and the commitment is short. */
export function useConditionText(): (kind: TrancheCondition['kind'] | 'sufficient-commitment', of?: string) => string {
  const { t } = useTranslation();
  return (kind, of) => {
    const what = kind === 'date' && of ? day(of) : of;
    return what ? t('condition.of', { condition: t(`condition.${kind}`), of: what }) : t(`condition.${kind}`);
  };
}

/** Code of the milestone or evaluation, or the date, that a condition names. */
export function namedBy(condition: TrancheCondition): string | undefined {
  if (condition.kind === 'date') return condition.on;
  if (condition.kind === 'yearly-budget') return String(condition.year);
  if (condition.kind === 'milestone') return condition.milestoneCode;
  return condition.kind === 'evaluation' || condition.kind === 'rectification-closed' ? condition.evaluationCode : undefined;
}
