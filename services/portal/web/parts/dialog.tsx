import { Button } from 'antd';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  /** The heading, and what the button that does it says. */
  readonly title: string;
  readonly open: boolean;
  readonly busy: boolean;
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The browser's own modal dialog: it holds the focus, ends on Escape, and needs no style that the page's policy forbids. */
export function Dialog({ title, open, busy, danger = false, onConfirm, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      {open && (
        <div className="stack">
          <h2 id={heading}>{title}</h2>
          {children}
          <div className="actions end">
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="primary" danger={danger} loading={busy} onClick={onConfirm}>{title}</Button>
          </div>
        </div>
      )}
    </dialog>
  );
}
