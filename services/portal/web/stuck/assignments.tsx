import { decideSuspenseAssignment, listSuspenseAssignments, proposeSuspenseAssignment, type listSuspenseEntries, type ResponseOf } from '@goufu/contracts';
import { Form, Input, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { day, yuan } from '../format.js';
import { ChoiceField } from '../parts/choice-field.js';
import { Confirm, ReasonField } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Rule } from '../parts/rule.js';
import { useWho } from '../parts/use-who.js';

type Entry = ResponseOf<typeof listSuspenseEntries>['items'][number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A finance officer says to which payment a suspended entry belongs, with others that explain it together (R116). */
export function ProposeAssignment({ of, among }: { readonly of: Entry; readonly among: readonly Entry[] }) {
  const { t } = useTranslation();
  const command = useCommand('funding', proposeSuspenseAssignment);
  const others = among.filter(({ suspenseId, assignmentId }) => suspenseId !== of.suspenseId && assignmentId === undefined);
  return (
    <FormDialog<{ attemptId: string; others?: string[]; reason: string }>
      label={t('assignment.propose')}
      question={t('assignment.question')}
      initial={{ attemptId: of.attemptId ?? '', others: others.filter(({ attemptId }) => attemptId !== undefined && attemptId === of.attemptId).map(({ suspenseId }) => suspenseId) }}
      act={({ attemptId, others: chosen = [], reason }) => command.mutateAsync({ body: { suspenseIds: [of.suspenseId, ...chosen], attemptId: attemptId.trim(), explanation: reason } })}
    >
      <Form.Item name="attemptId" label={t('assignment.attempt')} rules={[{ required: true, pattern: UUID, message: t('assignment.attemptWrong') }]}><Input autoComplete="off" /></Form.Item>
      {others.length > 0 && (
        <ChoiceField name="others" several optional label={t('assignment.with')} options={others.map(({ suspenseId, entryRef, direction, amountFen }) => ({ value: suspenseId, label: `${entryRef} ${direction === 'debit' ? '−' : '+'}${yuan(amountFen)}` }))} />
      )}
      <ReasonField label={t('suspense.explanation')} rows={2} />
    </FormDialog>
  );
}

/** What was proposed; another person confirms it, which moves the money, or declines. */
export function Assignments() {
  const { t } = useTranslation();
  const person = usePerson();
  const who = useWho();
  const allowed = mayCall(listSuspenseAssignments, person);
  const { data, error } = useRoute('funding', listSuspenseAssignments, {}, allowed);
  const decide = useCommand('funding', decideSuspenseAssignment);
  if (!allowed || (!error && (data?.items ?? []).length === 0)) return null;
  const act = (assignmentId: string, verdict: 'confirm' | 'decline') => () => decide.mutateAsync({ params: { assignmentId }, body: { verdict } });
  return (
    <Panel title={t('assignment.title')} extra={<Rule number="R116" />}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('assignment.title')}
        rows={data?.items ?? []}
        rowKey={({ assignmentId }) => assignmentId}
        empty={t('assignment.none')}
        columns={[
          { title: t('assignment.attempt'), show: ({ attemptId, explanation }) => <span><code>{attemptId}</code><small>{explanation}</small></span> },
          { title: t('assignment.entries'), number: true, show: ({ suspenseIds }) => suspenseIds.length },
          { title: t('lineTransfer.asked'), show: ({ proposedBy, proposedAt }) => <span>{who(proposedBy)}<small>{day(proposedAt)}</small></span> },
          { title: t('lineTransfer.state'), show: ({ state }) => <Tag>{t(`assignmentState.${state}`)}</Tag> },
          {
            title: t('stuck.next'),
            show: ({ assignmentId, state, proposedBy }) =>
              state === 'proposed' && mayCall(decideSuspenseAssignment, person) && person?.actorId !== proposedBy ? (
                <div className="actions">
                  <Confirm label={t('assignment.confirm')} kind="primary" question={t('assignment.confirmQuestion')} act={act(assignmentId, 'confirm')} />
                  <Confirm label={t('assignment.decline')} danger question={t('assignment.declineQuestion')} act={act(assignmentId, 'decline')} />
                </div>
              ) : '—',
          },
        ]}
      />
    </Panel>
  );
}
