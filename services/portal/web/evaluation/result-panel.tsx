import { acceptResult, fileAppeal, notifyResult } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHasRole } from '../api/session.js';
import { useCommand } from '../api/use-route.js';
import { moment, points } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Facts } from '../parts/facts.js';
import { Panel } from '../parts/panel.js';
import type { Round } from './evaluation-page.js';

type Result = Round['results'][number];

/** A result: score, grade, how it came about, until when it can be appealed. */
export function ResultPanel({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('result.title', { revision: result.revision })} extra={<Tag>{t(`resultStatus.${result.status}`)}</Tag>}>
      <div className="stack">
        <div className="sum">{points(result.scoreBp)} · {t(`grade.${result.grade}`)}</div>
        <Facts
          of={[
            [t('result.vetoes'), result.vetoes.join(t('common.comma'))],
            [t('result.notifiedAt'), result.notifiedAt && moment(result.notifiedAt)],
            [t('result.appealUntil'), result.appealUntil && moment(result.appealUntil)],
            [t('result.publishedAt'), result.publishedAt && moment(result.publishedAt)],
            [t('result.rectificationDue'), result.rectificationDue && moment(result.rectificationDue)],
          ]}
        />
        <DataTable
          caption={t('result.byIndicator')}
          rows={result.byIndicator}
          rowKey={({ code }) => code}
          empty=""
          columns={[
            { title: t('result.indicator'), show: ({ code }) => code },
            { title: t('result.points'), number: true, show: ({ pointsBp, ofBp }) => `${points(pointsBp)} / ${points(ofBp)}` },
          ]}
        />
        <Acts result={result} />
      </div>
    </Panel>
  );
}

function Acts({ result: { resultId, status } }: { readonly result: Result }) {
  const { t } = useTranslation();
  const agency = useHasRole('agency');
  const purchaser = useHasRole('purchaser');
  const notify = useCommand('evaluation', notifyResult);
  const accept = useCommand('evaluation', acceptResult);
  const appeal = useCommand('evaluation', fileAppeal);
  const params = { resultId };
  if (purchaser && status === 'computed') {
    return <div className="actions"><Confirm label={t('todo.notify-result')} kind="primary" question={t('result.notifyQuestion')} act={() => notify.mutateAsync({ params })} /></div>;
  }
  if (!agency || status !== 'notified') return null;
  return (
    <div className="actions">
      <Confirm label={t('result.accept')} kind="primary" question={t('result.acceptQuestion')} act={() => accept.mutateAsync({ params })} />
      <Confirm label={t('result.appeal')} question={t('result.appealQuestion')} reason={t('result.grounds')} act={(grounds) => appeal.mutateAsync({ params, body: { grounds } })} />
    </div>
  );
}
