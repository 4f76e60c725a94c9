import { requestLineTransfer } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { yuan } from '../format.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { ChoiceField } from '../parts/choice-field.js';
import { ReasonField } from '../parts/confirm.js';
import { FormDialog } from '../parts/form-dialog.js';
import type { BudgetLine } from './budget-page.js';

interface Values {
  readonly toLineId: string;
  readonly amount: string;
  readonly reason: string;
}

/** Asks to move appropriation to another line of the same source; whether the use is the same too, the service decides (R115, R124). */
export function TransferLine({ line, among }: { readonly line: BudgetLine; readonly among: readonly BudgetLine[] }) {
  const { t } = useTranslation();
  const command = useCommand('funding', requestLineTransfer);
  const { lineId: fromLineId, source, titleZh, balances } = line;
  const others = among.filter((one) => one.lineId !== fromLineId && one.source === source && one.closedAt === undefined);
  if (others.length === 0) return null;
  return (
    <FormDialog<Values>
      label={t('lineTransfer.ask')}
      size="small"
      question={t('lineTransfer.question', { title: titleZh, available: yuan(balances.availableFen) })}
      act={({ toLineId, amount, reason }) => command.mutateAsync({ body: { fromLineId, toLineId, amountFen: fenOf(amount), reason } })}
    >
      <ChoiceField name="toLineId" label={t('lineTransfer.to')} options={others.map((one) => ({ value: one.lineId, label: `${one.titleZh} · ${one.allowedUse}` }))} />
      <AmountField label={t('lineTransfer.amount')} />
      <ReasonField label={t('common.reason')} rows={2} />
    </FormDialog>
  );
}
