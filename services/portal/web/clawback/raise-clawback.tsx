import { raiseClawback, type getPaymentOrder, type ResponseOf } from '@goufu/contracts';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCommand } from '../api/use-route.js';
import { fenOf, YUAN } from '../parts/amount.js';
import { Dialog } from '../parts/dialog.js';
import { ProblemAlert } from '../parts/problem-alert.js';

const GROUNDS = ['failed-evaluation', 'quota-shortfall', 'vacancy', 'misuse', 'false-material', 'early-termination'] as const;

interface Values {
  readonly ground: (typeof GROUNDS)[number];
  readonly amount: string;
  readonly statement: string;
}

/** A finance officer asks paid money back, on the evidence that the payment rested on (R123). */
export function RaiseClawback({ order: { trancheId, evidenceIds } }: { readonly order: ResponseOf<typeof getPaymentOrder> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const command = useCommand('funding', raiseClawback);
  const navigate = useNavigate();
  const send = async (): Promise<void> => {
    const { ground, amount, statement } = await form.validateFields();
    const { caseId } = await command.mutateAsync({ params: { trancheId }, body: { ground, amountFen: fenOf(amount), statement, evidenceIds } });
    await navigate(`/clawbacks/${caseId}`);
  };
  const needed = [{ required: true, whitespace: true, message: t('common.needed') }];
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>{t('clawback.raise')}</Button>
      <Dialog title={t('clawback.raise')} open={open} busy={command.isPending} danger onClose={() => setOpen(false)} onConfirm={() => void send().catch(() => undefined)}>
        <p className="question">{t('clawback.raiseQuestion')}</p>
        <Form form={form} layout="vertical" initialValues={{ ground: 'quota-shortfall' }}>
          <Form.Item name="ground" label={t('clawback.ground')} rules={needed}>
            <Select options={GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) }))} getPopupContainer={(trigger: HTMLElement) => trigger.parentElement ?? trigger} />
          </Form.Item>
          <Form.Item name="amount" label={t('clawback.amount')} rules={[{ required: true, pattern: YUAN, message: t('clawback.amountWrong') }]}><Input inputMode="decimal" /></Form.Item>
          <Form.Item name="statement" label={t('clawback.statement')} rules={needed}><Input.TextArea rows={4} maxLength={2000} /></Form.Item>
        </Form>
        <ProblemAlert error={command.error} />
      </Dialog>
    </>
  );
}
