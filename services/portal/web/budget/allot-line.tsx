import { allotBudgetLine } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { yuan } from '../format.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { ReasonField } from '../parts/confirm.js';
import { FormDialog } from '../parts/form-dialog.js';
import type { BudgetLine } from './budget-page.js';

/** Makes a part of an appropriation available (R115). */
export function AllotLine({ line: { lineId, titleZh, revision, balances } }: { readonly line: BudgetLine }) {
  const { t } = useTranslation();
  const command = useCommand('funding', allotBudgetLine);
  return (
    <FormDialog<{ amount: string; reason: string }>
      label={t('line.allot')}
      size="small"
      question={t('line.allotQuestion', { title: titleZh, unallotted: yuan(balances.unallottedFen) })}
      act={({ amount, reason }) => command.mutateAsync({ params: { lineId }, body: { amountFen: fenOf(amount), revision, reason } })}
    >
      <AmountField label={t('line.allotAmount')} />
      <ReasonField label={t('common.reason')} rows={2} />
    </FormDialog>
  );
}
