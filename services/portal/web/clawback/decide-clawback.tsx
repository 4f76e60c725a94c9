import { decideClawback } from '@goufu/contracts';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { yuan } from '../format.js';
import { fenOf, YUAN } from '../parts/amount.js';
import { Confirm } from '../parts/confirm.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import type { ClawbackCase } from './clawback-page.js';

/** The second person upholds, reduces or waives the claim; always with a reason (R123). */
export function DecideClawback({ of: { caseId, claimedFen, agency } }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const command = useCommand('funding', decideClawback);
  const params = { caseId };
  return (
    <div className="actions">
      <Confirm label={t('clawback.approve')} kind="primary" question={t('clawback.approveQuestion', { agency: agency.nameZh, amount: yuan(claimedFen) })} reason={t('clawback.decisionReason')} error={command.error} act={(reason) => command.mutateAsync({ params, body: { verdict: 'approve', reason } })} />
      <Reduce caseId={caseId} />
      <Confirm label={t('clawback.waive')} question={t('clawback.waiveQuestion')} reason={t('clawback.decisionReason')} error={command.error} act={(reason) => command.mutateAsync({ params, body: { verdict: 'waive', reason } })} />
    </div>
  );
}

function Reduce({ caseId }: { readonly caseId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ amount: string; reason: string }>();
  const command = useCommand('funding', decideClawback);
  const send = async (): Promise<void> => {
    const { amount, reason } = await form.validateFields();
    await command.mutateAsync({ params: { caseId }, body: { verdict: 'reduce', amountFen: fenOf(amount), reason } });
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('clawback.reduce')}</Button>
      <Dialog title={t('clawback.reduce')} open={open} busy={command.isPending} onClose={() => setOpen(false)} onConfirm={() => void send().catch(() => undefined)}>
        <p className="question">{t('clawback.reduceQuestion')}</p>
        <Form form={form} layout="vertical">
          <Form.Item name="amount" label={t('clawback.reducedAmount')} rules={[{ required: true, pattern: YUAN, message: t('clawback.amountWrong') }]}><Input inputMode="decimal" /></Form.Item>
          <Form.Item name="reason" label={t('clawback.decisionReason')} rules={[{ required: true, whitespace: true, message: t('common.reasonNeeded') }]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
        </Form>
        <ProblemAlert error={command.error} />
      </Dialog>
    </>
  );
}
