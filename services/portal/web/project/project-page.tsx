import { approveServicePlan, getProject, returnServicePlan, type ResponseOf } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useHasRole } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { day, moment, yuan } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Facts } from '../parts/facts.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { DeliverableCard } from './deliverable-card.js';
import { Evaluations } from './evaluations.js';
import { Rectifications } from './rectifications.js';

export type Project = ResponseOf<typeof getProject>;

/** The performance of a contract: plan, deliverables by milestone, quotas, evaluations, rectifications. */
export default function ProjectPage() {
  const { t } = useTranslation();
  const { projectId = '' } = useParams();
  const { data: detail, error, isLoading } = useRoute('projects', getProject, { params: { projectId } });
  useLive(detail?.project.purchaseId);
  if (isLoading) return <Loading />;
  if (!detail) return <div className="page"><ProblemAlert error={error} /></div>;
  const { project, plan } = detail;
  return (
    <div className="page">
      <div className="hero">
        <div><h1>{project.title} <Tag>{t(`projectStage.${project.stage}`)}</Tag></h1><p className="lead"><Link to={`/purchases/${project.purchaseId}`}>{t('project.story')}</Link></p></div>
        <Facts
          of={[
            [t('purchase.agency'), project.agency.nameZh],
            [t('purchase.purchaser'), project.purchaser.nameZh],
            [t('contract.no'), project.contractNo],
            [t('contract.term'), `${day(project.term.from)} – ${day(project.term.to)}`],
            [t('purchase.price'), <span key="price" className="amount">{yuan(project.priceFen)}</span>],
          ]}
        />
      </div>
      <div className="columns">
        <Panel title={t('project.deliverables')}><Milestones of={detail.milestones} /></Panel>
        <div>
          <Evaluations of={detail.evaluations} />
          <Rectifications of={detail.rectifications} />
          {plan && <PlanPanel plan={plan} />}
          <Panel title={t('project.quotas')}>
            <DataTable
              caption={t('project.quotas')}
              rows={detail.quotas}
              rowKey={({ code }) => code}
              empty={t('project.noQuotas')}
              columns={[
                { title: t('project.quota'), show: ({ nameZh }) => nameZh },
                { title: t('project.delivered'), number: true, show: ({ delivered, agreed, unitZh }) => `${delivered} / ${agreed} ${unitZh}` },
              ]}
            />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Milestones({ of }: { readonly of: Project['milestones'] }) {
  const { t } = useTranslation();
  if (of.length === 0) return <p className="empty">{t('project.noDeliverables')}</p>;
  return of.map(({ code, nameZh, due, reachedAt, deliverables }) => (
    <div key={code} className="milestone">
      <div className="milestone-head"><h3>{nameZh}</h3><small>{reachedAt ? t('project.reached', { at: day(reachedAt) }) : t('project.due', { due: day(due) })}</small></div>
      {deliverables.map((deliverable) => <DeliverableCard key={deliverable.deliverableId} deliverable={deliverable} />)}
    </div>
  ));
}

function PlanPanel({ plan }: { readonly plan: NonNullable<Project['plan']> }) {
  const { t } = useTranslation();
  const purchaser = useHasRole('purchaser');
  const approve = useCommand('projects', approveServicePlan);
  const giveBack = useCommand('projects', returnServicePlan);
  const params = { projectId: plan.projectId, version: plan.version };
  return (
    <Panel title={t('plan.title', { version: plan.version })} extra={<Tag>{t(`planStatus.${plan.status}`)}</Tag>}>
      <div className="stack">
        <Facts of={[[t('plan.objectives'), plan.content.objectivesZh], [t('plan.content'), plan.content.contentZh], [t('plan.writtenAt'), moment(plan.writtenAt)], [t('common.reasons'), plan.reasons.join(' ')]]} />
        {purchaser && plan.status === 'submitted' && (
          <div className="actions">
            <Confirm label={t('plan.approve')} kind="primary" question={t('plan.question')} act={() => approve.mutateAsync({ params })} />
            <Confirm label={t('common.return')} danger question={t('common.returnQuestion')} reason={t('common.reason')} act={(reason) => giveBack.mutateAsync({ params, body: { reasons: [reason] } })} />
          </div>
        )}
      </div>
    </Panel>
  );
}
