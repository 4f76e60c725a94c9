import { listRankings } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePerson } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useRoute } from '../api/use-route.js';
import { points } from '../format.js';
import { DataTable } from '../parts/data-table.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';

/** Who serves well. Anybody may read it. */
export default function RankingPage() {
  const { t } = useTranslation();
  const person = usePerson();
  useLive(undefined, person !== null);
  const { data, error } = useRoute('oversight', listRankings, { query: { limit: 100 } });
  if (!data) return error ? <div className="page"><ProblemAlert error={error} /></div> : <Loading />;
  return (
    <div className="page">
      <div><h1>{t('ranking.title')}</h1><p className="lead">{t('ranking.explained')}</p></div>
      {data.items.length === 0 && <Panel title={t('ranking.title')}><p className="empty">{t('ranking.none')}</p></Panel>}
      {data.items.map(({ scope, rows, published }) => (
        <Panel
          key={`${scope.jurisdiction}${scope.period}${scope.category}`}
          title={t('ranking.scope', { period: scope.period, category: t(`category.${scope.category}`, scope.category), jurisdiction: scope.jurisdiction })}
          extra={<Tag>{t(published ? 'ranking.final' : 'ranking.running')}</Tag>}
        >
          <DataTable
            caption={t('ranking.title')}
            rows={rows}
            rowKey={({ agencyOrgId }) => agencyOrgId}
            empty={t('ranking.none')}
            columns={[
              { title: t('ranking.position'), show: ({ position }) => <strong>{position ?? t('ranking.unrated')}</strong> },
              { title: t('purchase.agency'), show: ({ nameZh }) => nameZh },
              { title: t('ranking.score'), number: true, show: ({ scoreBp }) => (scoreBp === undefined ? '—' : points(scoreBp)) },
              { title: t('ranking.n'), number: true, show: ({ n }) => n },
              { title: t('ranking.faults'), number: true, show: ({ faults }) => faults },
            ]}
          />
        </Panel>
      ))}
    </div>
  );
}
