import { clearReconciliationBreak, listReconciliationBreaks } from '@goufu/contracts';
import { formatYuan } from '@goufu/kernel';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { day } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';

/** Where the treasury's books and ours do not agree. A file that was refused whole waits with the money. */
export function Breaks() {
  const { t } = useTranslation();
  const person = usePerson();
  const allowed = mayCall(listReconciliationBreaks, person);
  const { data, error } = useRoute('funding', listReconciliationBreaks, {}, allowed);
  const clear = useCommand('funding', clearReconciliationBreak);
  if (!allowed) return null;
  return (
    <Panel title={t('break.title')}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('break.title')}
        rows={(data?.items ?? []).filter(({ clearedAt, kind }) => clearedAt === undefined && kind !== 'file-refused')}
        rowKey={({ breakId }) => breakId}
        empty={t('break.none')}
        columns={[
          { title: t('break.kind'), show: ({ kind, about }) => <span>{t(`breakKind.${kind}`, kind)}<small>{about}</small></span> },
          { title: t('break.account'), show: ({ account }) => <code>{account}</code> },
          { title: t('break.expected'), show: ({ expected }) => asAmount(expected) },
          { title: t('break.found'), show: ({ found }) => asAmount(found) },
          { title: t('stuck.owner'), show: ({ owner }) => t(`role.${owner}`) },
          { title: t('common.since'), day: true, show: ({ openedAt }) => day(openedAt) },
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

/** Balances are told in fen; whatever else is told is words. */
const asAmount = (told: string): string => (/^-?\d+$/.test(told) ? `¥${formatYuan(BigInt(told))}` : told);
