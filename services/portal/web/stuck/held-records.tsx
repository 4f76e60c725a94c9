import { discardHeldRecord, listFailedTasks, listHeldRecords, replayHeldRecord, retryFailedTask } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { mayCall, type Service } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { moment } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';

const SERVICES: readonly Service[] = ['funding', 'evaluation', 'projects', 'procurement', 'oversight'];

/** For the operator: facts that could not be handled, and tasks that failed for good, service by service. */
export function HeldRecords() {
  const { t } = useTranslation();
  const person = usePerson();
  if (!mayCall(listHeldRecords, person)) return null;
  return (
    <Panel title={t('held.title')}>
      {SERVICES.map((service) => <section key={service}><h3>{t(`service.${service}`)}</h3><Parked service={service} /><FailedTasks service={service} /></section>)}
    </Panel>
  );
}

function Parked({ service }: { readonly service: Service }) {
  const { t } = useTranslation();
  const { data, error } = useRoute(service, listHeldRecords, { query: { state: 'parked' } });
  const [replay, discard] = [useCommand(service, replayHeldRecord), useCommand(service, discardHeldRecord)];
  return (
    <>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('held.parked')}
        rows={data?.items ?? []}
        rowKey={({ id }) => id}
        empty={t('held.none')}
        columns={[
          { title: t('held.fact'), show: ({ factType, key }) => <span>{factType ?? '—'}<small>{key}</small></span> },
          { title: t('common.reason'), show: ({ reason }) => reason ?? '—' },
          { title: t('common.since'), day: true, show: ({ heldAt }) => moment(heldAt) },
          {
            title: t('stuck.next'),
            show: ({ id: recordId, discardAskedBy }) => (
              <div className="actions">
                {discardAskedBy ? <small>{t('held.discardAsked', { who: discardAskedBy })}</small> : null}
                <Confirm label={t('held.replay')} question={t('held.replayQuestion')} reason={t('common.reason')} act={(reason) => replay.mutateAsync({ params: { recordId }, body: { reason } })} />
                <Confirm label={t(discardAskedBy ? 'held.discardAgree' : 'held.discard')} danger question={t('held.discardQuestion')} reason={t('common.reason')} act={(reason) => discard.mutateAsync({ params: { recordId }, body: { reason } })} />
              </div>
            ),
          },
        ]}
      />
    </>
  );
}

function FailedTasks({ service }: { readonly service: Service }) {
  const { t } = useTranslation();
  const { data, error } = useRoute(service, listFailedTasks, {});
  const retry = useCommand(service, retryFailedTask);
  const tasks = data?.items ?? [];
  if (tasks.length === 0 && !error) return null;
  return (
    <>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('held.tasks')}
        rows={tasks}
        rowKey={({ id }) => id}
        empty={t('held.none')}
        columns={[
          { title: t('held.task'), show: ({ kind, key }) => <span>{kind}<small>{key}</small></span> },
          { title: t('common.reason'), show: ({ error: reason }) => reason },
          { title: t('common.since'), day: true, show: ({ dueAt }) => moment(dueAt) },
          { title: t('stuck.next'), show: ({ id: taskId }) => <Confirm label={t('held.retry')} question={t('held.retryQuestion')} act={() => retry.mutateAsync({ params: { taskId } })} /> },
        ]}
      />
    </>
  );
}
