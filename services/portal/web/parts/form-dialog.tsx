import { Button, Form, type ButtonProps } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { Dialog } from './dialog.js';
import { ProblemAlert } from './problem-alert.js';

export interface FormDialogProps<Values extends object> {
  /** What the button says and the dialog asks. */
  readonly label: string;
  readonly question?: ReactNode;
  readonly kind?: ButtonProps['type'];
  readonly size?: ButtonProps['size'];
  readonly danger?: boolean;
  readonly initial?: Partial<Values>;
  readonly act: (values: Values) => Promise<unknown>;
  /** The fields, as items of the form. */
  readonly children?: ReactNode;
}

/** A button that asks for what an act needs before it is done; a refusal is shown where the question was. */
export function FormDialog<Values extends object>({ label, question, kind = 'default', size, danger = false, initial, act, children }: FormDialogProps<Values>) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [form] = Form.useForm<Values>();
  const name = useId();
  const close = (): void => {
    setOpen(false);
    setRefusal(null);
    form.resetFields();
  };
  const confirm = async (): Promise<void> => {
    const values = await form.validateFields();
    setBusy(true);
    await act(values).then(close, setRefusal).finally(() => setBusy(false));
  };
  return (
    <>
      <Button type={kind} danger={danger} {...(size ? { size } : {})} onClick={() => setOpen(true)}>{label}</Button>
      <Dialog title={label} open={open} busy={busy} danger={danger} onClose={close} onConfirm={() => void confirm().catch(() => undefined)}>
        {question !== undefined && <div className="question">{question}</div>}
        <Form form={form} name={name} layout="vertical" {...(initial ? { initialValues: initial } : {})}>{children}</Form>
        <ProblemAlert error={refusal} />
      </Dialog>
    </>
  );
}
