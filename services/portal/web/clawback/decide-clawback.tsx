import { decideClawback, proposeClawbackDecision } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { moment, yuan } from '../format.js';
import { AmountField, fenOf } from '../parts/amount.js';
import { Confirm, ReasonField } from '../parts/confirm.js';
import { Facts } from '../parts/facts.js';
import { FormDialog } from '../parts/form-dialog.js';
import { useWho } from '../parts/use-who.js';
import type { ClawbackCase } from './clawback-page.js';

/** One person says how the case is to end: upheld, reduced or waived; always with a reason, and for others to approve (R123). */
export function ProposeDecision({ of: { caseId, claimedFen, agency } }: { readonly of: ClawbackCase }) {
  const { t } = useTranslation();
  const command = useCommand('funding', proposeClawbackDecision);
  const params = { caseId };
  return (
    <div className="actions">
      <Confirm label={t('clawback.approve')} kind="primary" question={t('clawback.approveQuestion', { agency: agency.nameZh, amount: yuan(claimedFen) })} reason={t('clawback.decisionReason')} act={(reason) => command.mutateAsync({ params, body: { verdict: 'approve', reason } })} />
      <FormDialog<{ amount: string; reason: string }>
        label={t('clawback.reduce')}
        question={t('clawback.reduceQuestion')}
        act={({ amount, reason }) => command.mutateAsync({ params, body: { verdict: 'reduce', amountFen: fenOf(amount), reason } })}
      >
        <AmountField label={t('clawback.reducedAmount')} />
        <ReasonField label={t('clawback.decisionReason')} />
      </FormDialog>
      <Confirm label={t('clawback.waive')} question={t('clawback.waiveQuestion')} reason={t('clawback.decisionReason')} act={(reason) => command.mutateAsync({ params, body: { verdict: 'waive', reason } })} />
    </div>
  );
}

/** How the case was proposed to end, who approved it, and who still must; whoever may, decides. */
export function Proposals({ of: { proposals } }: { readonly of: ClawbackCase }) {
  return <div className="stack">{proposals.map((proposal) => <Proposed key={proposal.proposalId} of={proposal} />)}</div>;
}

function Proposed({ of: { proposalId, verdict, dueFen, reason, state, proposedBy, proposedAt, requiredRoles, approvals, mayDecide } }: { readonly of: ClawbackCase['proposals'][number] }) {
  const { t } = useTranslation();
  const who = useWho();
  const command = useCommand('funding', decideClawback);
  const decide = (wanted: 'approve' | 'decline') => (why: string) => command.mutateAsync({ params: { proposalId }, body: { verdict: wanted, reason: why } });
  const what = `${t(`verdict.${verdict}`)}${dueFen === '0' ? '' : ` ${yuan(dueFen)}`}`;
  return (
    <div className="stack">
      <p className="question"><strong>{what}</strong> <Tag>{t(`proposalState.${state}`)}</Tag> {reason}</p>
      <Facts
        of={[
          [t('clawback.proposedBy'), `${who(proposedBy)} · ${moment(proposedAt)}`],
          [t('clawback.approvals'), <span key="approvals">{t('lineTransfer.approvals', { given: approvals.length, required: requiredRoles.length })}{approvals.map(({ by, role }) => ` · ${who(by)}（${t(`role.${role}`)}）`)}</span>],
          [t('clawback.needed'), state === 'proposed' ? requiredRoles.map((role) => t(`role.${role}`)).join(t('common.comma')) : undefined],
        ]}
      />
      {mayDecide && (
        <div className="actions">
          <Confirm label={t('clawback.approveProposal')} kind="primary" question={t('clawback.approveProposalQuestion', { what })} reason={t('common.reason')} act={decide('approve')} />
          <Confirm label={t('clawback.declineProposal')} danger question={t('clawback.declineProposalQuestion')} reason={t('common.reason')} act={decide('decline')} />
        </div>
      )}
    </div>
  );
}
