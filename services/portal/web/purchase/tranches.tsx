import { requestPayment } from '@goufu/contracts';
import { Form, Input, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useHasRole } from '../api/session.js';
import { useCommand } from '../api/use-route.js';
import { day, percent, yuan } from '../format.js';
import { Conditions } from '../parts/conditions.js';
import { FormDialog } from '../parts/form-dialog.js';
import type { TrancheShown } from './money-bar.js';

/** Every tranche with the conditions that were fixed at signing, ticked or not. */
export function Tranches({ of }: { readonly of: readonly TrancheShown[] }) {
  return <div>{of.map((tranche) => <Tranche key={tranche.trancheId} tranche={tranche} />)}</div>;
}

function Tranche({ tranche }: { readonly tranche: TrancheShown }) {
  const { t } = useTranslation();
  const finance = useHasRole('finance-officer', 'finance-approver', 'auditor');
  const agency = useHasRole('agency');
  return (
    <article className="tranche">
      <div className="tranche-head">
        <h3>{t('tranche.no', { no: tranche.no })} · {percent(tranche.shareBp)} <Tag>{t(`trancheStage.${tranche.stage}`)}</Tag></h3>
        <strong className="amount">{yuan(tranche.amountFen)}</strong>
      </div>
      <Conditions of={tranche.conditions} />
      <div className="actions">
        <small>{t('tranche.since', { since: day(tranche.stageSince) })}</small>
        {tranche.request && <small>{t('tranche.requested', { invoice: tranche.request.invoiceRef, payBy: day(tranche.request.payBy) })}</small>}
        {finance && tranche.orderId && <Link to={`/payment-orders/${tranche.orderId}`}>{t('tranche.order')}</Link>}
        {agency && !tranche.request && (tranche.stage === 'payable' || tranche.stage === 'committed') && <RequestPayment trancheId={tranche.trancheId} />}
      </div>
    </article>
  );
}

function RequestPayment({ trancheId }: { readonly trancheId: string }) {
  const { t } = useTranslation();
  const command = useCommand('funding', requestPayment);
  const needed = [{ required: true, message: t('common.needed') }];
  return (
    <FormDialog<{ invoiceRef: string; invoiceDate: string }> label={t('todo.request-payment')} kind="primary" act={(body) => command.mutateAsync({ params: { trancheId }, body })}>
      <Form.Item name="invoiceRef" label={t('tranche.invoiceRef')} rules={needed}><Input maxLength={64} /></Form.Item>
      <Form.Item name="invoiceDate" label={t('tranche.invoiceDate')} rules={needed}><Input type="date" /></Form.Item>
    </FormDialog>
  );
}
