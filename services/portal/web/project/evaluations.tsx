import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { day, points } from '../format.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import type { Project } from './project-page.js';

type Evaluation = Project['evaluations'][number];

/** Every evaluation of the project: where it stands, what came of it, and whether the agency objected (R110). */
export function Evaluations({ of }: { readonly of: Project['evaluations'] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('project.evaluations')}>
      <DataTable
        caption={t('project.evaluations')}
        rows={of}
        rowKey={({ code, attempt }) => `${code}/${attempt}`}
        empty={t('project.noEvaluations')}
        columns={[
          { title: t('project.evaluation'), show: ({ nameZh, attempt }) => (attempt === 1 ? nameZh : `${nameZh} · ${t('evaluation.attempt', { attempt })}`) },
          { title: t('project.stands'), show: (each) => <><Tag>{t(`roundStage.${stageOf(each)}`)}</Tag> <Appeal of={each.appeal} /></> },
          { title: t('evaluation.grade'), show: ({ grade, scoreBp }) => (grade === undefined || scoreBp === undefined ? '' : `${points(scoreBp)} · ${t(`grade.${grade}`)}`) },
        ]}
      />
    </Panel>
  );
}

/** A notified result that is objected to waits for the decision. */
const stageOf = ({ stage, appeal }: Evaluation) => (stage === 'notified' && appeal && !appeal.outcome ? 'appealed' : stage);

function Appeal({ of }: { readonly of: Evaluation['appeal'] }) {
  const { t } = useTranslation();
  if (!of) return null;
  if (of.outcome && of.decidedAt) return <small>{t(`appealOutcome.${of.outcome}`, { at: day(of.decidedAt) })}</small>;
  return of.filedAt && <small>{t('project.appealedAt', { at: day(of.filedAt) })}</small>;
}
