import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly several?: boolean;
  readonly optional?: boolean;
  readonly extra?: string;
}

/** A choice of a form. Its list opens inside the dialog that it stands in, which would otherwise cover it. */
export function ChoiceField({ name, label, options, several = false, optional = false, extra }: ChoiceFieldProps) {
  const { t } = useTranslation();
  return (
    <Form.Item name={name} label={label} extra={extra} rules={optional ? [] : [{ required: true, message: t('common.needed') }]}>
      <Select options={[...options]} {...(several ? { mode: 'multiple' as const } : {})} getPopupContainer={(trigger: HTMLElement) => trigger.parentElement ?? trigger} />
    </Form.Item>
  );
}
