import { decideClawback } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { yuan } from '../format.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { Confirm, ReasonField } from '../parts/confirm.js';
import { FormDialog } from '../parts/form-dialog.js';
import type { ClawbackCase } from './clawback-page.js';

/** The second person upholds, reduces or waives the claim; always with a reason (R123). */
export function DecideClawback({ of: { caseId, claimedFen, agency } }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const command = useCommand('funding', decideClawback);
  const params = { caseId };
  return (
    <div className="actions">
      <Confirm label={t('clawback.approve')} kind="primary" question={t('clawback.approveQuestion', { agency: agency.nameZh, amount: yuan(claimedFen) })} reason={t('clawback.decisionReason')} act={(reason) => command.mutateAsync({ params, body: { verdict: 'approve', reason } })} />
      <FormDialog<{ amount: string; reason: string }>
        label={t('clawback.reduce')}
        question={t('clawback.reduceQuestion')}
        act={({ amount, reason }) => command.mutateAsync({ params, body: { verdict: 'reduce', amountFen: fenOf(amount), reason } })}
      >
        <AmountField label={t('clawback.reducedAmount')} />
        <ReasonField label={t('clawback.decisionReason')} />
      </FormDialog>
      <Confirm label={t('clawback.waive')} question={t('clawback.waiveQuestion')} reason={t('clawback.decisionReason')} act={(reason) => command.mutateAsync({ params, body: { verdict: 'waive', reason } })} />
    </div>
  );
}
