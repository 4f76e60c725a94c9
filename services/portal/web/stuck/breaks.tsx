import { clearReconciliationBreak, listReconciliationBreaks, listTreasuryFiles } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { day, moment } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';

/** Where the treasury's books and ours do not agree, and files that were refused whole. */
export function Breaks() {
  const person = usePerson();
  if (!mayCall(listReconciliationBreaks, person)) return null;
  return <><OpenBreaks /><RefusedFiles /></>;
}

function OpenBreaks() {
  const { t } = useTranslation();
  const person = usePerson();
  const { data, error } = useRoute('funding', listReconciliationBreaks, {});
  const clear = useCommand('funding', clearReconciliationBreak);
  return (
    <Panel title={t('break.title')}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('break.title')}
        rows={(data?.items ?? []).filter(({ clearedAt }) => clearedAt === undefined)}
        rowKey={({ breakId }) => breakId}
        empty={t('break.none')}
        columns={[
          { title: t('break.kind'), show: ({ kind, about }) => <span>{t(`breakKind.${kind}`, kind)}<small>{about}</small></span> },
          { title: t('break.account'), show: ({ account }) => <code>{account}</code> },
          { title: t('break.expected'), show: ({ expected }) => expected },
          { title: t('break.found'), show: ({ found }) => found },
          { title: t('stuck.owner'), show: ({ owner }) => t(`role.${owner}`) },
          { title: t('common.since'), show: ({ openedAt }) => day(openedAt) },
          {
            title: t('stuck.next'),
            show: ({ breakId }) =>
              mayCall(clearReconciliationBreak, person) && (
                <Confirm label={t('nextAction.clear')} question={t('break.question')} reason={t('suspense.explanation')} act={(explanation) => clear.mutateAsync({ params: { breakId }, body: { explanation } })} />
              ),
          },
        ]}
      />
    </Panel>
  );
}

function RefusedFiles() {
  const { t } = useTranslation();
  const { data, error } = useRoute('funding', listTreasuryFiles, { query: { state: 'refused' } });
  const files = data?.items ?? [];
  if (files.length === 0 && !error) return null;
  return (
    <Panel title={t('treasuryFile.title')}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('treasuryFile.title')}
        rows={files}
        rowKey={({ sha256 }) => sha256}
        empty={t('break.none')}
        columns={[
          { title: t('treasuryFile.name'), show: ({ fileName }) => <code>{fileName}</code> },
          { title: t('treasuryFile.fault'), show: ({ refusal }) => (refusal ? <span>{refusal.reason}<small>{t('treasuryFile.where', { field: refusal.field, line: refusal.line })}</small></span> : '—') },
          { title: t('common.since'), show: ({ receivedAt }) => moment(receivedAt) },
        ]}
      />
    </Panel>
  );
}
