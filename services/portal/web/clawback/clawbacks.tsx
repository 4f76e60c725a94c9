import { listClawbacks } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRoute } from '../api/use-route.js';
import { day, yuan } from '../format.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';

/** Money that was paid and is asked back (R123). */
export function Clawbacks() {
  const { t } = useTranslation();
  const { data, error } = useRoute('funding', listClawbacks, { query: {} });
  return (
    <Panel title={t('clawback.list')}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('clawback.list')}
        rows={data?.items ?? []}
        rowKey={({ caseId }) => caseId}
        empty={t('clawback.none')}
        columns={[
          { title: t('home.subject'), show: ({ caseId, titleZh, trancheNo, agency, overdue }) => <span><Link to={`/clawbacks/${caseId}`}>{titleZh}</Link>{overdue && <> <Tag color="red">{t('clawback.overdue')}</Tag></>}<small>{t('tranche.no', { no: trancheNo })} · {agency.nameZh}</small></span> },
          { title: t('clawback.ground'), show: ({ ground }) => t(`ground.${ground}`) },
          { title: t('order.status'), show: ({ status }) => t(`caseStatus.${status}`) },
          { title: t('common.until'), day: true, show: ({ status, replyUntil, refundUntil }) => (status === 'awaiting-refund' && refundUntil ? day(refundUntil) : status === 'awaiting-reply' ? day(replyUntil) : '—') },
          { title: t('clawback.claimed'), number: true, show: ({ claimedFen }) => yuan(claimedFen) },
          { title: t('clawback.refunded'), number: true, show: ({ refundedFen, dueFen }) => (dueFen === '0' ? '—' : `${yuan(refundedFen)} / ${yuan(dueFen)}`) },
        ]}
      />
    </Panel>
  );
}
