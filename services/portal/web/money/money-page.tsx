import { listArrears, listClawbacks, listPaymentOrders } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useRoute } from '../api/use-route.js';
import { Clawbacks } from '../clawback/clawbacks.js';
import { day, yuan } from '../format.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Arrears } from './arrears.js';

/** What is ordered, asked back and late; an agency sees its own. */
export default function MoneyPage() {
  const { t } = useTranslation();
  const person = usePerson();
  useLive(undefined, person !== null);
  return (
    <div className="page">
      <h1>{t('nav.money')}</h1>
      {mayCall(listPaymentOrders, person) && <Orders />}
      {mayCall(listClawbacks, person) && <Clawbacks />}
      {mayCall(listArrears, person) && <Arrears />}
    </div>
  );
}

function Orders() {
  const { t } = useTranslation();
  const person = usePerson();
  const opens = person?.roles.some((role) => role !== 'agency') ?? false;
  const { data, error } = useRoute('funding', listPaymentOrders, { query: { limit: 50 } });
  return (
    <Panel title={t('order.list')}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('order.list')}
        rows={data?.items ?? []}
        rowKey={({ orderId }) => orderId}
        empty={t('order.none')}
        columns={[
          { title: t('home.subject'), show: ({ orderId, purchaseId, titleZh, trancheNo, agency }) => <span><Link to={opens ? `/payment-orders/${orderId}` : `/purchases/${purchaseId}`}>{titleZh}</Link><small>{t('tranche.no', { no: trancheNo })} · {agency.nameZh}</small></span> },
          { title: t('order.status'), show: ({ status }) => t(`orderStatus.${status}`) },
          { title: t('order.approved'), show: ({ approvalsGiven, requiredApprovals }) => `${approvalsGiven} / ${requiredApprovals}` },
          { title: t('common.since'), day: true, show: ({ orderedAt }) => day(orderedAt) },
          { title: t('order.payBy'), day: true, show: ({ payBy, lateDays, interestFen }) => <span>{day(payBy)}{lateDays !== undefined && interestFen !== undefined && <small className="late">{t('late.short', { days: lateDays, interest: yuan(interestFen) })}</small>}</span> },
          { title: t('common.amount'), number: true, show: ({ amountFen }) => yuan(amountFen) },
        ]}
      />
    </Panel>
  );
}
