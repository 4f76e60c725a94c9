import { clearSuspenseEntry, listSuspenseEntries, proposeSuspenseAssignment } from '@goufu/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { mayCall, services } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, usePages } from '../api/use-route.js';
import { day, yuan } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { ProposeAssignment } from './assignments.js';

/** Statement entries that no instruction explains, until somebody has found out what they were. */
export function Suspense() {
  const { t } = useTranslation();
  const person = usePerson();
  const allowed = mayCall(listSuspenseEntries, person);
  const { items, error, more, reading } = usePages(
    ['funding', listSuspenseEntries.id, 'open'],
    (after, signal) => services.funding.call(listSuspenseEntries, { query: { state: 'open', limit: 50, ...(after === undefined ? {} : { after }) }, signal }),
    allowed,
  );
  const clear = useCommand('funding', clearSuspenseEntry);
  if (!allowed) return null;
  return (
    <Panel title={t('suspense.title')}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('suspense.title')}
        rows={items}
        rowKey={({ suspenseId }) => suspenseId}
        empty={t('suspense.none')}
        columns={[
          { title: t('suspense.entry'), show: ({ entryRef, account }) => <span><code>{entryRef}</code><small>{account}</small></span> },
          { title: t('suspense.reason'), show: ({ reason }) => t(`suspenseReason.${reason}`, reason) },
          { title: t('common.since'), day: true, show: ({ openedAt }) => day(openedAt) },
          { title: t('common.amount'), number: true, show: ({ amountFen, direction }) => `${direction === 'debit' ? '−' : '+'}${yuan(amountFen)}` },
          {
            title: t('stuck.next'),
            show: (entry) => {
              if (entry.assignmentId !== undefined) return t('assignment.awaits');
              const { suspenseId } = entry;
              return (
                <div className="actions">
                  {mayCall(proposeSuspenseAssignment, person) && <ProposeAssignment of={entry} among={items} />}
                  {mayCall(clearSuspenseEntry, person) && <Confirm label={t('nextAction.clear')} question={t('suspense.question')} reason={t('suspense.explanation')} act={(explanation) => clear.mutateAsync({ params: { suspenseId }, body: { explanation } })} />}
                </div>
              );
            },
          },
        ]}
      />
      {more && <Button onClick={more} loading={reading}>{t('common.more')}</Button>}
    </Panel>
  );
}
