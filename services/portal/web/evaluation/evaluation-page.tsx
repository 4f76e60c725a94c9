import { getEvaluationRound, type ResponseOf } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { usePerson } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useRoute } from '../api/use-route.js';
import { day, percent } from '../format.js';
import { DataTable } from '../parts/data-table.js';
import { Facts } from '../parts/facts.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Interest } from './interest.js';
import { OpenRound } from './open-round.js';
import { ResultPanel } from './result-panel.js';
import { ScoreSheet } from './score-sheet.js';

export type Round = ResponseOf<typeof getEvaluationRound>;

/** One evaluation: its panel, the sheet of the evaluator who looks at it, its result and what may be done about it. */
export default function EvaluationPage() {
  const { t } = useTranslation();
  const { roundId = '' } = useParams();
  const person = usePerson();
  const { data, error, isLoading } = useRoute('evaluation', getEvaluationRound, { params: { roundId } });
  useLive(data?.round.purchaseId);
  if (isLoading) return <Loading />;
  if (!data) return <div className="page"><ProblemAlert error={error} /></div>;
  const { round, template, panel, results } = data;
  const own = panel.find(({ evaluatorId }) => evaluatorId === person?.actorId);
  return (
    <div className="page">
      <div className="hero">
        <div><h1>{template.content.titleZh} <Tag>{t(`roundStage.${round.stage}`)}</Tag></h1><p className="lead"><Link to={`/purchases/${round.purchaseId}`}>{t('project.story')}</Link></p></div>
        <Facts
          of={[
            [t('purchase.agency'), round.agency.nameZh],
            [t('evaluation.code'), round.evaluationCode],
            [t('evaluation.attemptName'), t('evaluation.attempt', { attempt: round.attempt })],
            [t('evaluation.weight'), percent(round.weightBp)],
            [t('common.until'), day(round.due ?? round.plannedDue)],
          ]}
        />
        {round.stage === 'ready' && person?.roles.includes('purchaser') && <OpenRound roundId={roundId} />}
        {own?.interest === 'undeclared' && <Interest roundId={roundId} agency={round.agency.nameZh} />}
      </div>
      {results.map((result) => <ResultPanel key={result.resultId} result={result} />)}
      {own?.interest === 'none' && <ScoreSheet roundId={roundId} template={template.content} />}
      {panel.length > 0 && <PanelMembers of={panel} />}
    </div>
  );
}

function PanelMembers({ of }: { readonly of: Round['panel'] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('evaluation.panel')}>
      <DataTable
        caption={t('evaluation.panel')}
        rows={of}
        rowKey={({ evaluatorId }) => evaluatorId}
        empty=""
        columns={[
          { title: t('evaluation.member'), show: ({ evaluatorId }) => t('order.person', { id: evaluatorId.slice(-6) }) },
          { title: t('evaluation.party'), show: ({ party }) => t(`party.${party}`) },
          { title: t('evaluation.interest'), show: ({ interest }) => t(`interest.${interest}`) },
          { title: t('evaluation.signed'), show: ({ signed }) => t(signed ? 'common.yes' : 'common.no') },
        ]}
      />
    </Panel>
  );
}
