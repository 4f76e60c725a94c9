import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** What a person types, in yuan with at most two decimals. */
export const YUAN = /^\d{1,13}(\.\d{1,2})?$/;

/** `1234.5` yuan → `123450` fen. Call it with what `YUAN` matches. */
export function fenOf(yuan: string): string {
  const [whole = '0', decimals = ''] = yuan.trim().split('.');
  return BigInt(whole + decimals.padEnd(2, '0')).toString();
}

/** The field `amount` of a form, in yuan. */
export function AmountField({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  return <Form.Item name="amount" label={label} rules={[{ required: true, pattern: YUAN, message: t('common.amountWrong') }]}><Input inputMode="decimal" autoComplete="off" suffix={t('common.yuan')} /></Form.Item>;
}
