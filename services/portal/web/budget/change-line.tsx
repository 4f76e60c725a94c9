import { changeBudgetLine } from '@goufu/contracts';
import { formatYuan, parseFen } from '@goufu/kernel';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { yuan } from '../format.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { ReasonField } from '../parts/confirm.js';
import { FormDialog } from '../parts/form-dialog.js';
import type { BudgetLine } from './budget-page.js';

/** Changes the appropriation of a line as the budget was adjusted; never below what is bound (R115). */
export function ChangeLine({ line: { lineId, titleZh, revision, appropriatedFen, balances } }: { readonly line: BudgetLine }) {
  const { t } = useTranslation();
  const command = useCommand('funding', changeBudgetLine);
  const bound = parseFen(appropriatedFen) - parseFen(balances.availableFen) - parseFen(balances.unallottedFen);
  return (
    <FormDialog<{ amount: string; reason: string }>
      label={t('line.change')}
      size="small"
      question={t('line.changeQuestion', { title: titleZh, appropriated: yuan(appropriatedFen), bound: `¥${formatYuan(bound)}` })}
      act={({ amount, reason }) => command.mutateAsync({ params: { lineId }, body: { amountFen: fenOf(amount), revision, reason } })}
    >
      <AmountField label={t('line.changeAmount')} />
      <ReasonField label={t('common.reason')} rows={2} />
    </FormDialog>
  );
}
