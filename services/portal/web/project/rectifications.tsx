import { acceptRectification, failRectification, submitRectification } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHasRole } from '../api/session.js';
import { useCommand } from '../api/use-route.js';
import { moment } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { Facts } from '../parts/facts.js';
import { Panel } from '../parts/panel.js';
import type { Project } from './project-page.js';

type Rectification = Project['rectifications'][number];

/** What an evaluation asked the agency to put right (R109). */
export function Rectifications({ of }: { readonly of: readonly Rectification[] }) {
  const { t } = useTranslation();
  return of.map((each) => (
    <Panel key={each.rectificationId} title={t('rectification.title', { code: each.evaluationCode })} extra={<Tag>{t(`rectificationStatus.${each.status}`)}</Tag>}>
      <div className="stack">
        <Facts of={[[t('evaluation.grade'), t(`grade.${each.grade}`)], [t('common.until'), moment(each.due)], [t('rectification.report'), each.textZh], [t('common.reasons'), each.reasons.join(' ')]]} />
        <Acts of={each} />
      </div>
    </Panel>
  ));
}

function Acts({ of: { rectificationId, status } }: { readonly of: Rectification }) {
  const { t } = useTranslation();
  const agency = useHasRole('agency');
  const purchaser = useHasRole('purchaser');
  const submit = useCommand('projects', submitRectification);
  const accept = useCommand('projects', acceptRectification);
  const fail = useCommand('projects', failRectification);
  const params = { rectificationId };
  if (agency && status === 'opened') {
    return <div className="actions"><Confirm label={t('todo.submit-rectification')} kind="primary" question={t('rectification.submitQuestion')} reason={t('rectification.report')} act={(textZh) => submit.mutateAsync({ params, body: { textZh } })} /></div>;
  }
  if (!purchaser || status !== 'submitted') return null;
  return (
    <div className="actions">
      <Confirm label={t('rectification.accept')} kind="primary" question={t('rectification.question')} act={() => accept.mutateAsync({ params })} />
      <Confirm label={t('rectification.fail')} danger question={t('rectification.failQuestion')} reason={t('common.reason')} act={(reason) => fail.mutateAsync({ params, body: { reasons: [reason] } })} />
    </div>
  );
}
