import { Button, Form, Input, type ButtonProps } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.js';
import { ProblemAlert } from './problem-alert.js';

interface ConfirmProps {
  /** What the button says and the dialog asks. */
  readonly label: string;
  readonly question: ReactNode;
  readonly kind?: ButtonProps['type'];
  readonly danger?: boolean;
  /** Asks for a reason in words, which `act` gets. */
  readonly reason?: string;
  readonly error: Error | null;
  readonly act: (reason: string) => Promise<unknown>;
}

/** A button whose act is asked once more before it is done; a refusal is shown where the question was. */
export function Confirm({ label, question, kind = 'default', danger = false, reason, error, act }: ConfirmProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [form] = Form.useForm<{ reason?: string }>();
  const field = useId();
  const close = (): void => {
    setOpen(false);
    form.resetFields();
  };
  const confirm = async (): Promise<void> => {
    const values = await form.validateFields();
    setBusy(true);
    await act(values.reason ?? '').then(close, () => undefined).finally(() => setBusy(false));
  };
  return (
    <>
      <Button type={kind} danger={danger} onClick={() => setOpen(true)}>{label}</Button>
      <Dialog title={label} open={open} busy={busy} danger={danger} onClose={close} onConfirm={() => void confirm().catch(() => undefined)}>
        <div className="question">{question}</div>
        <Form form={form} layout="vertical">
          {reason !== undefined && (
            <Form.Item name="reason" label={reason} htmlFor={field} rules={[{ required: true, whitespace: true, max: 2000, message: t('common.reasonNeeded') }]}>
              <Input.TextArea id={field} rows={3} maxLength={2000} />
            </Form.Item>
          )}
        </Form>
        <ProblemAlert error={error} />
      </Dialog>
    </>
  );
}
