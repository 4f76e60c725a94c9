import { assignStuckMoney, cancelPayment, clearReconciliationBreak, enquirePayment, getPaymentOrder, resendPayment } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand } from '../api/use-route.js';
import { Confirm } from '../parts/confirm.js';
import type { StuckAmount } from './stuck-money.js';

const HERE = ['enquire', 'resend', 'cancel'];
const AT_THE_ORDER = ['approve', 'decline'];

/** The next steps that are safe; those that this person may do are buttons, the others are told. */
export function StuckActions({ amount }: { readonly amount: StuckAmount }) {
  const { t } = useTranslation();
  const person = usePerson();
  const { nextActions, orderId, stage } = amount;
  const file = stage === 'refused-file';
  const told = file ? [] : nextActions.filter((action) => !HERE.includes(action) && !AT_THE_ORDER.includes(action));
  const atOrder = nextActions.filter((action) => AT_THE_ORDER.includes(action)).map((action) => t(`nextAction.${action}`, action)).join(t('common.comma'));
  return (
    <div className="actions">
      {told.map((action) => <span key={action}>{t(`nextAction.${action}`, action)}</span>)}
      {atOrder !== '' && (orderId && mayCall(getPaymentOrder, person) ? <Link to={`/payment-orders/${orderId}`}>{atOrder}</Link> : <span>{atOrder}</span>)}
      {file && mayCall(clearReconciliationBreak, person) && <ClearFile breakId={amount.subjectId} />}
      {orderId && <PaymentActions orderId={orderId} actions={nextActions} />}
      {mayCall(assignStuckMoney, person) && <TakeInHand amount={amount} />}
    </div>
  );
}

function PaymentActions({ orderId, actions }: { readonly orderId: string; readonly actions: readonly string[] }) {
  const { t } = useTranslation();
  const person = usePerson();
  const [enquire, resend, cancel] = [useCommand('funding', enquirePayment), useCommand('funding', resendPayment), useCommand('funding', cancelPayment)];
  const params = { orderId };
  const offered = (action: string, route: Parameters<typeof mayCall>[0]) => actions.includes(action) && mayCall(route, person);
  return (
    <>
      {offered('enquire', enquirePayment) && <Confirm label={t('nextAction.enquire')} question={t('stuck.enquireQuestion')} act={() => enquire.mutateAsync({ params })} />}
      {offered('resend', resendPayment) && <Confirm label={t('nextAction.resend')} question={t('stuck.resendQuestion')} act={() => resend.mutateAsync({ params })} />}
      {offered('cancel', cancelPayment) && <Confirm label={t('nextAction.cancel')} danger question={t('stuck.cancelQuestion')} reason={t('common.reason')} act={(reason) => cancel.mutateAsync({ params, body: { reason } })} />}
    </>
  );
}

function TakeInHand({ amount: { subjectId } }: { readonly amount: StuckAmount }) {
  const { t } = useTranslation();
  const assign = useCommand('funding', assignStuckMoney);
  return <Confirm label={t('stuck.takeInHand')} question={t('stuck.takeInHandQuestion')} reason={t('stuck.note')} act={(note) => assign.mutateAsync({ params: { subjectId }, body: { note } })} />;
}

function ClearFile({ breakId }: { readonly breakId: string }) {
  const { t } = useTranslation();
  const clear = useCommand('funding', clearReconciliationBreak);
  return <Confirm label={t('nextAction.clear-file')} question={t('stuck.fileQuestion')} reason={t('suspense.explanation')} act={(explanation) => clear.mutateAsync({ params: { breakId }, body: { explanation } })} />;
}
