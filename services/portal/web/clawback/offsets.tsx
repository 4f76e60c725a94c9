import { decideOffset, listStuckMoney, proposeOffset } from '@goufu/contracts';
import { formatYuan, parseFen } from '@goufu/kernel';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { yuan } from '../format.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { ChoiceField } from '../parts/choice-field.js';
import { Confirm, ReasonField } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { FormDialog } from '../parts/form-dialog.js';
import { Panel } from '../parts/panel.js';
import { Rule } from '../parts/rule.js';
import { useWho } from '../parts/use-who.js';
import type { ClawbackCase } from './clawback-page.js';

/** What is taken from money that the agency is owed instead of a refund: one person proposes, another one decides (R123). */
export function Offsets({ of }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const who = useWho();
  const person = usePerson();
  const proposes = of.status === 'awaiting-refund' && mayCall(proposeOffset, person) && !of.offsets.some(({ state }) => state === 'proposed');
  if (!proposes && of.offsets.length === 0) return null;
  return (
    <Panel title={t('offset.title')} extra={<Rule number="R123" />}>
      <div className="stack">
        <DataTable
          caption={t('offset.title')}
          rows={of.offsets}
          rowKey={({ offsetId }) => offsetId}
          empty={t('offset.none')}
          columns={[
            { title: t('offset.from'), show: ({ trancheNo, reason }) => <span>{t('tranche.no', { no: trancheNo })}<small>{reason}</small></span> },
            { title: t('offset.proposedBy'), show: ({ proposedBy }) => who(proposedBy) },
            { title: t('order.status'), show: ({ state }) => <Tag>{t(`proposalState.${state}`)}</Tag> },
            { title: t('common.amount'), number: true, show: ({ amountFen }) => yuan(amountFen) },
            { title: t('stuck.next'), show: (offset) => (offset.mayDecide ? <Decide of={offset} /> : '—') },
          ]}
        />
        {proposes && <div className="actions"><Propose of={of} /></div>}
      </div>
    </Panel>
  );
}

/** Finance chooses one of the tranches that the agency is owed, and how much of it. */
function Propose({ of: { caseId, agency, dueFen, refundedFen } }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const command = useCommand('funding', proposeOffset);
  const { data } = useRoute('funding', listStuckMoney, {});
  const owed = (data?.items ?? []).filter(({ agencyOrgId, stage }) => agencyOrgId === agency.orgId && (stage === 'payable' || stage === 'awaiting-approval'));
  const open = parseFen(dueFen) - parseFen(refundedFen);
  return (
    <FormDialog<{ trancheId: string; amount: string; reason: string }>
      label={t('offset.propose')}
      question={owed.length === 0 ? t('offset.nothingOwed') : t('offset.question', { amount: `¥${formatYuan(open)}` })}
      initial={{ amount: formatYuan(open).replaceAll(',', '') }}
      act={({ trancheId, amount, reason }) => command.mutateAsync({ params: { caseId }, body: { trancheId, amountFen: fenOf(amount), reason } })}
    >
      <ChoiceField name="trancheId" label={t('offset.from')} options={owed.flatMap(({ trancheId, titleZh, amountFen }) => (trancheId ? [{ value: trancheId, label: `${titleZh} · ${yuan(amountFen ?? '0')}` }] : []))} />
      <AmountField label={t('offset.amount')} />
      <ReasonField label={t('common.reason')} rows={2} />
    </FormDialog>
  );
}

function Decide({ of: { offsetId, amountFen } }: { readonly of: ClawbackCase['offsets'][number] }) {
  const { t } = useTranslation();
  const command = useCommand('funding', decideOffset);
  const decide = (verdict: 'approve' | 'decline') => (reason: string) => command.mutateAsync({ params: { offsetId }, body: { verdict, reason } });
  return (
    <div className="actions">
      <Confirm size="small" label={t('offset.approve')} kind="primary" question={t('offset.approveQuestion', { amount: yuan(amountFen) })} reason={t('common.reason')} act={decide('approve')} />
      <Confirm size="small" label={t('offset.decline')} danger question={t('offset.declineQuestion')} reason={t('common.reason')} act={decide('decline')} />
    </div>
  );
}
