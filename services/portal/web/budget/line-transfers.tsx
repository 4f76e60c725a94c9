import { approveLineTransfer, declineLineTransfer, listLineTransfers, type ResponseOf } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { day, yuan } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Rule } from '../parts/rule.js';
import { useWho } from '../parts/use-who.js';
import type { BudgetLine } from './budget-page.js';

type LineTransfer = ResponseOf<typeof listLineTransfers>['items'][number];

/** What is asked to move between the lines of a year, who agreed, and what became of it (R124). */
export function LineTransfers({ lines, year }: { readonly lines: readonly BudgetLine[]; readonly year: number }) {
  const { t } = useTranslation();
  const { data, error } = useRoute('funding', listLineTransfers, {});
  const who = useWho();
  const titleOf = (wanted: string): string => lines.find(({ lineId }) => lineId === wanted)?.titleZh ?? wanted;
  return (
    <Panel title={t('lineTransfer.title')} extra={<Rule number="R124" />}>
      <ProblemAlert error={error} />
      <DataTable
        caption={t('lineTransfer.title')}
        rows={(data?.items ?? []).filter((transfer) => transfer.year === year)}
        rowKey={({ transferId }) => transferId}
        empty={t('lineTransfer.none')}
        columns={[
          { title: t('lineTransfer.between'), show: ({ fromLineId, toLineId, reason }) => <span>{titleOf(fromLineId)} → {titleOf(toLineId)}<small>{reason}</small></span> },
          { title: t('lineTransfer.asked'), show: ({ requestedBy, requestedAt }) => <span>{who(requestedBy)}<small>{day(requestedAt)}</small></span> },
          { title: t('lineTransfer.state'), show: (transfer) => <State of={transfer} /> },
          { title: t('common.amount'), number: true, show: ({ amountFen }) => yuan(amountFen) },
          { title: t('stuck.next'), show: (transfer) => <Decide of={transfer} /> },
        ]}
      />
    </Panel>
  );
}

function State({ of: { state, approvals, requiredApprovals, decidedAt, declineReason } }: { readonly of: LineTransfer }) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <span>
      <Tag>{t(`lineTransferState.${state}`)}</Tag>{decidedAt && day(decidedAt)}
      <small>{t('lineTransfer.approvals', { given: approvals.length, required: requiredApprovals })}{approvals.map(({ approver }) => ` · ${who(approver)}`)}</small>
      {declineReason && <small>{declineReason}</small>}
    </span>
  );
}

function Decide({ of: { transferId, state, amountFen, mayApprove } }: { readonly of: LineTransfer }) {
  const { t } = useTranslation();
  const person = usePerson();
  const [approve, decline] = [useCommand('funding', approveLineTransfer), useCommand('funding', declineLineTransfer)];
  const params = { transferId };
  if (state !== 'requested') return '—';
  if (!mayCall(approveLineTransfer, person)) return t('lineTransfer.awaits');
  if (!mayApprove) return <span>{t('lineTransfer.notYours')}<Rule number="R70" /></span>;
  return (
    <div className="actions">
      <Confirm label={t('lineTransfer.approve')} kind="primary" question={t('lineTransfer.approveQuestion', { amount: yuan(amountFen) })} act={() => approve.mutateAsync({ params })} />
      <Confirm label={t('lineTransfer.decline')} danger question={t('lineTransfer.declineQuestion')} reason={t('common.reason')} act={(reason) => decline.mutateAsync({ params, body: { reason } })} />
    </div>
  );
}
