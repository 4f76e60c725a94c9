import { getClawback, replyClawback, type ResponseOf } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useLive } from '../api/use-live.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { day, moment, yuan } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Facts } from '../parts/facts.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Rule } from '../parts/rule.js';
import { useWho } from '../parts/use-who.js';
import { Proposals, ProposeDecision } from './decide-clawback.js';
import { Offsets } from './offsets.js';

export type ClawbackCase = ResponseOf<typeof getClawback>;

/** Paid money asked back: the notice, the agency's reply, the decision that one person proposes and others approve, the refund (R123). */
export default function ClawbackPage() {
  const { caseId = '' } = useParams();
  const { data, error, isLoading } = useRoute('funding', getClawback, { params: { caseId } });
  useLive();
  if (isLoading) return <Loading />;
  if (!data) return <div className="page"><ProblemAlert error={error} /></div>;
  return (
    <div className="page">
      <Head of={data} />
      <div className="columns">
        <div><Notice of={data} /><Reply of={data} /></div>
        <div><Decision of={data} />{data.dueFen !== '0' && <Refund of={data} />}<Offsets of={data} /></div>
      </div>
    </div>
  );
}

function Head({ of }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  return (
    <div className="hero">
      <div>
        <h1>{t('clawback.of', { ground: t(`ground.${of.ground}`) })} <Tag>{t(`caseStatus.${of.status}`)}</Tag>{of.overdue && <Tag color="red">{t('clawback.overdue')}</Tag>}</h1>
        <p className="lead"><Link to={`/purchases/${of.purchaseId}`}>{of.titleZh}</Link></p>
      </div>
      <div><div className="sum">{yuan(of.dueFen === '0' ? of.claimedFen : of.dueFen)}</div><small>{t(of.dueFen === '0' ? 'clawback.claimed' : 'clawback.due')}</small></div>
      <Facts
        of={[
          [t('purchase.agency'), of.agency.nameZh],
          [t('contract.no'), of.contractNo],
          [t('tranche.name'), t('tranche.no', { no: of.trancheNo })],
          [t('clawback.claimed'), of.dueFen === '0' ? '' : yuan(of.claimedFen)],
          [t('clawback.refunded'), of.dueFen === '0' ? '' : yuan(of.refundedFen)],
          [t('clawback.replyUntil'), day(of.replyUntil)],
          [t('clawback.refundUntil'), of.refundUntil && day(of.refundUntil)],
        ]}
      />
    </div>
  );
}

function Notice({ of }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <Panel title={t('clawback.notice')} extra={<Rule number="R123" />}>
      <div className="stack">
        <p className="question">{of.statement}</p>
        <Facts
          of={[
            [t('clawback.raisedAt'), moment(of.raisedAt)],
            [t('clawback.raisedBy'), who(of.raisedBy)],
            [t('clawback.evidence'), of.evidenceIds.map((id) => <code key={id} className="hash">{id} </code>)],
          ]}
        />
      </div>
    </Panel>
  );
}

function Reply({ of }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const command = useCommand('funding', replyClawback);
  return (
    <Panel title={t('clawback.reply')}>
      {of.reply ? <div className="stack"><p className="question">{of.reply.text}</p><small>{moment(of.reply.at)}</small></div> : <p className="empty">{t('clawback.noReply')}</p>}
      {of.mayReply && (
        <div className="actions">
          <Confirm label={t('clawback.doReply')} kind="primary" question={t('clawback.replyQuestion')} reason={t('clawback.replyText')} act={(text) => command.mutateAsync({ params: { caseId: of.caseId }, body: { text } })} />
        </div>
      )}
    </Panel>
  );
}

function Decision({ of }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <Panel title={t('clawback.decision')}>
      {of.decision ? (
        <div className="stack">
          <p className="question"><strong>{t(`verdict.${of.decision.verdict}`)}</strong> {of.decision.reason}</p>
          <Facts of={[[t('clawback.decidedAt'), moment(of.decision.at)], [t('clawback.decidedBy'), who(of.decision.by)]]} />
        </div>
      ) : (
        <p className="empty">{t('clawback.noDecision')}</p>
      )}
      <Proposals of={of} />
      {of.mayPropose && <ProposeDecision of={of} />}
    </Panel>
  );
}

function Refund({ of }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('clawback.refund')}>
      <div className="stack">
        {of.status === 'awaiting-refund' && (
          <>
            <p className="empty">{t('clawback.refundHow')}</p>
            <Facts of={[[t('clawback.refundAccount'), <code key="account">{of.refundAccount}</code>], [t('clawback.reference'), <code key="reference" className="hash">{of.paymentReference}</code>]]} />
          </>
        )}
        <DataTable
          caption={t('clawback.refunds')}
          rows={of.refunds}
          rowKey={({ entryRef }) => entryRef}
          empty={t('clawback.noRefund')}
          columns={[
            { title: t('clawback.bookedOn'), day: true, show: ({ bookedOn }) => day(bookedOn) },
            { title: t('clawback.entry'), show: ({ entryRef }) => entryRef },
            { title: t('common.amount'), number: true, show: ({ amountFen }) => yuan(amountFen) },
          ]}
        />
        <small>{t('clawback.paidRecord')}</small>
      </div>
    </Panel>
  );
}
