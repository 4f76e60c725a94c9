import { approvePayment, declinePayment, getPaymentOrder, type ResponseOf } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useHasRole } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { day, moment, percent, yuan } from '../format.js';
import { RaiseClawback } from '../clawback/raise-clawback.js';
import { Conditions } from '../parts/conditions.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Facts } from '../parts/facts.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { useWho } from '../parts/use-who.js';
import { Vouchers } from './vouchers.js';

type Order = ResponseOf<typeof getPaymentOrder>;

/** A payment order with everything that an approver must see before signing (R118). */
export default function PaymentOrderPage() {
  const { orderId = '' } = useParams();
  const { data: order, error, isLoading } = useRoute('funding', getPaymentOrder, { params: { orderId } });
  useLive();
  if (isLoading) return <Loading />;
  if (!order) return <div className="page"><ProblemAlert error={error} /></div>;
  return (
    <div className="page">
      <Head order={order} />
      <div className="columns">
        <div><Vouchers order={order} /><Why order={order} /><Allocation order={order} /></div>
        <div><Approvals order={order} /><Proof order={order} /></div>
      </div>
    </div>
  );
}

function Head({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const officer = useHasRole('finance-officer');
  return (
    <div className="hero">
      <div><h1>{t('order.title')} <Tag>{t(`orderStatus.${order.status}`)}</Tag></h1><p className="lead"><Link to={`/purchases/${order.purchaseId}`}>{order.titleZh}</Link></p></div>
      <div><div className="sum">{yuan(order.amountFen)}</div><div className="capitals">{t('order.capitals', { capitals: order.amountCapitals })}</div></div>
      <Facts
        of={[
          [t('order.payee'), order.payee.holderName],
          [t('order.account'), <code key="account">{order.payee.masked}</code>],
          [t('order.payBy'), <span key="payBy">{day(order.payBy)}{order.lateDays !== undefined && <> <Tag color="red">{t('late.days', { days: order.lateDays })}</Tag></>}</span>],
          [t('late.interest'), order.interestFen && yuan(order.interestFen)],
          [t('contract.no'), order.contractNo],
          [t('tranche.name'), `${t('tranche.no', { no: order.trancheNo })} · ${percent(order.tranche.shareBp)}`],
          [t('tranche.invoiceRef'), order.invoiceRef],
        ]}
      />
      {order.status === 'awaiting-approval' && <Decision order={order} />}
      {officer && order.status === 'settled' && <div className="actions"><RaiseClawback order={order} /></div>}
      {order.reason && <p>{t('order.reason', { reason: order.reason })}</p>}
    </div>
  );
}

function Decision({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const approve = useCommand('funding', approvePayment);
  const decline = useCommand('funding', declinePayment);
  const params = { orderId: order.orderId };
  if (!order.mayApprove) return <p className="empty">{t('order.notYours')}</p>;
  return (
    <div className="actions">
      <Confirm
        label={t('order.approve')}
        kind="primary"
        question={t('order.question', { amount: yuan(order.amountFen), capitals: order.amountCapitals, payee: order.payee.holderName })}
        act={() => approve.mutateAsync({ params, body: { contentHash: order.contentHash } })}
      />
      <Confirm label={t('order.decline')} danger question={t('order.declineQuestion')} reason={t('order.declineReason')} act={(reason) => decline.mutateAsync({ params, body: { reason } })} />
    </div>
  );
}

function Why({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('order.why')}>
      <div className="stack">
        <Conditions of={order.tranche.conditions} />
        <Facts of={[[t('order.factor'), percent(order.tranche.factorBp)], [t('order.released'), yuan(order.tranche.releasedFen)], [t('order.evidence'), t('order.evidenceCount', { count: order.evidenceIds.length })]]} />
      </div>
    </Panel>
  );
}

function Allocation({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('order.allocation')}>
      <DataTable
        caption={t('order.allocation')}
        rows={order.parts}
        rowKey={({ commitmentId }) => commitmentId}
        empty=""
        columns={[
          { title: t('line.year'), show: ({ year }) => year },
          { title: t('line.id'), show: ({ lineId }) => <code className="hash">{lineId}</code> },
          { title: t('common.amount'), number: true, show: ({ fen }) => yuan(fen) },
        ]}
      />
    </Panel>
  );
}

function Approvals({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <Panel title={t('order.approvals', { given: order.approvalsGiven, required: order.requiredApprovals })}>
      <div className="stack">
        <DataTable
          caption={t('order.approvalsList')}
          rows={order.approvals}
          rowKey={({ step }) => step}
          empty={t('order.noApproval')}
          columns={[
            { title: t('order.step'), show: ({ step }) => step },
            { title: t('order.approver'), show: ({ approver, role }) => <span>{who(approver)}<small>{t(`role.${role}`)}</small></span> },
            { title: t('order.at'), day: true, show: ({ at }) => moment(at) },
          ]}
        />
        {order.status === 'awaiting-approval' && <p className="empty">{t('order.awaits', { roles: awaited(order).map((role) => t(`role.${role}`)).join(t('common.comma')) })}</p>}
        <Facts of={[[t('order.requestedBy'), who(order.requestedBy)], [t('order.preparedBy'), who(order.preparedBy)], [t('order.orderedAt'), moment(order.orderedAt)]]} />
      </div>
    </Panel>
  );
}

/** The roles in which nobody has approved yet. */
function awaited({ requiredRoles, approvals }: Order): Order['requiredRoles'] {
  const open = [...requiredRoles];
  for (const { role } of approvals) open.splice(open.indexOf(role), 1);
  return open;
}

function Proof({ order }: { readonly order: Order }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('order.proof')}>
      <div className="stack">
        <p className="empty">{t('order.hashMeaning')}</p>
        <code className="hash">{order.contentHash}</code>
        {order.attempts.map(({ attemptId, no, endToEndId, status }) => <Facts key={attemptId} of={[[t('order.attempt', { no }), t(`attempt.${status}`, status)], [t('order.endToEndId'), <code key="id" className="hash">{endToEndId}</code>]]} />)}
      </div>
    </Panel>
  );
}
