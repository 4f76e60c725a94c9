import { openBudgetLine, type CallInput } from '@goufu/contracts';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { ChoiceField } from '../parts/choice-field.js';
import { FormDialog } from '../parts/form-dialog.js';

type Body = CallInput<typeof openBudgetLine>['body'];

interface Values extends Pick<Body, 'titleZh' | 'source' | 'allowedUse' | 'uses' | 'allotment'> {
  readonly year: string;
  readonly amount: string;
}

const { shape } = openBudgetLine.body;
const [SOURCES, USES, ALLOTMENTS] = [shape.source.options, shape.uses.unwrap().element.options, shape.allotment.unwrap().options];

/** Opens a line with its appropriation; what its source may be spent on, the service decides (R127). */
export function OpenLine({ year }: { readonly year: number }) {
  const { t } = useTranslation();
  const command = useCommand('funding', openBudgetLine);
  const needed = [{ required: true, whitespace: true, message: t('common.needed') }];
  const send = ({ year: of, amount, uses = [], ...rest }: Values) =>
    command.mutateAsync({ body: { ...rest, year: Number(of), amountFen: fenOf(amount), ...(uses.length > 0 ? { uses } : {}) } });
  return (
    <FormDialog<Values> label={t('line.open')} initial={{ year: String(year), source: 'district-budget', allotment: 'one-off' }} act={send}>
      <Form.Item name="titleZh" label={t('line.name')} rules={needed}><Input maxLength={200} /></Form.Item>
      <Form.Item name="year" label={t('line.year')} rules={[{ required: true, pattern: /^20\d{2}$/, message: t('line.yearWrong') }]}><Input inputMode="numeric" /></Form.Item>
      <ChoiceField name="source" label={t('line.source')} options={SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))} />
      <Form.Item name="allowedUse" label={t('line.allowedUse')} rules={needed}><Input maxLength={500} /></Form.Item>
      <ChoiceField name="uses" label={t('line.uses')} several optional extra={t('line.usesAll')} options={USES.map((value) => ({ value, label: t(`fundUse.${value}`) }))} />
      <AmountField label={t('line.appropriated')} />
      <ChoiceField name="allotment" label={t('line.allotment')} options={ALLOTMENTS.map((value) => ({ value, label: t(`allotment.${value}`) }))} />
    </FormDialog>
  );
}
