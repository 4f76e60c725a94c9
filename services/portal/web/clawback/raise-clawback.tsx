import { raiseClawback, type getPaymentOrder, type ResponseOf } from '@goufu/contracts';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCommand } from '../api/use-route.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { ChoiceField } from '../parts/choice-field.js';
import { FormDialog } from '../parts/form-dialog.js';

const GROUNDS = ['failed-evaluation', 'quota-shortfall', 'vacancy', 'misuse', 'false-material', 'early-termination'] as const;

interface Values {
  readonly ground: (typeof GROUNDS)[number];
  readonly amount: string;
  readonly statement: string;
}

/** A finance officer asks paid money back, on the evidence that the payment rested on (R123). */
export function RaiseClawback({ order: { trancheId, evidenceIds } }: { readonly order: ResponseOf<typeof getPaymentOrder> }) {
  const { t } = useTranslation();
  const command = useCommand('funding', raiseClawback);
  const navigate = useNavigate();
  const send = async ({ ground, amount, statement }: Values): Promise<void> => {
    const { caseId } = await command.mutateAsync({ params: { trancheId }, body: { ground, amountFen: fenOf(amount), statement, evidenceIds } });
    await navigate(`/clawbacks/${caseId}`);
  };
  return (
    <FormDialog<Values> label={t('clawback.raise')} danger question={t('clawback.raiseQuestion')} initial={{ ground: 'quota-shortfall' }} act={send}>
      <ChoiceField name="ground" label={t('clawback.ground')} options={GROUNDS.map((value) => ({ value, label: t(`ground.${value}`) }))} />
      <AmountField label={t('clawback.amount')} />
      <Form.Item name="statement" label={t('clawback.statement')} rules={[{ required: true, whitespace: true, message: t('common.needed') }]}><Input.TextArea rows={4} maxLength={2000} /></Form.Item>
    </FormDialog>
  );
}
