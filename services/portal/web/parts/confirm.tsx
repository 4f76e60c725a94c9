import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog, type FormDialogProps } from './form-dialog.js';

interface ConfirmProps extends Pick<FormDialogProps<object>, 'label' | 'kind' | 'size' | 'danger'> {
  readonly question: ReactNode;
  /** Asks for a reason in words, which `act` gets. */
  readonly reason?: string;
  readonly act: (reason: string) => Promise<unknown>;
}

/** A button whose act is asked once more before it is done. */
export function Confirm({ reason, act, ...dialog }: ConfirmProps) {
  return <FormDialog<{ reason?: string }> {...dialog} act={(values) => act(values.reason ?? '')}>{reason !== undefined && <ReasonField label={reason} />}</FormDialog>;
}

/** Why somebody does what they do, in words. */
export function ReasonField({ label, rows = 3 }: { readonly label: string; readonly rows?: number }) {
  const { t } = useTranslation();
  return (
    <Form.Item name="reason" label={label} rules={[{ required: true, whitespace: true, max: 2000, message: t('common.reasonNeeded') }]}>
      <Input.TextArea rows={rows} maxLength={2000} />
    </Form.Item>
  );
}
