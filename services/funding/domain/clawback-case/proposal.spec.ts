import { describe, expect, it } from '@jest/globals';
import type { ApproverRole } from '@goufu/jurisdiction';
import { isRefusal } from '@goufu/kernel';
import { approvalBy, objectionToDeciding, type Proposal } from './proposal.js';

const SMALL: readonly ApproverRole[] = ['finance-approver'];
const LARGE: readonly ApproverRole[] = ['finance-approver', 'finance-leader'];
const proposal = (over: Partial<Proposal> = {}): Proposal => ({ verdict: 'waive', due: 0n, proposedBy: 'officer', requiredRoles: SMALL, state: 'proposed', approvals: [], ...over });
const said = (of: Proposal, by: string, ...roles: ApproverRole[]): string => {
  const approval = approvalBy(of, 'service:funding', { by, roles });
  return isRefusal(approval) ? approval.code : `${approval.role}${approval.last ? ', the last' : ''}`;
};
const given = [{ approver: 'one', role: 'finance-approver' }] as const;

describe('how a clawback case is proposed to end (R123)', () => {
  it.each<[string, Proposal, [string, ...ApproverRole[]], string]>([
    ['another person approves it', proposal(), ['one', 'finance-approver'], 'finance-approver, the last'],
    ['never whoever proposed it', proposal(), ['officer', 'finance-approver'], 'clawback.proposer-may-not-approve'],
    ['never whoever raised the case', proposal(), ['service:funding', 'finance-approver'], 'clawback.raiser-may-not-decide'],
    ['nobody in another role', proposal(), ['one', 'finance-leader'], 'clawback.role-not-awaited'],
    ['a large one waits for the leader', proposal({ requiredRoles: LARGE }), ['one', 'finance-approver'], 'finance-approver'],
    ['whoever comes first', proposal({ requiredRoles: LARGE }), ['leader', 'finance-leader'], 'finance-leader'],
    ['the leader is the last', proposal({ requiredRoles: LARGE, approvals: given }), ['leader', 'finance-leader', 'finance-approver'], 'finance-leader, the last'],
    ['nobody fills two places', proposal({ requiredRoles: LARGE, approvals: given }), ['one', 'finance-leader'], 'clawback.same-approver-twice'],
    ['no place is filled twice', proposal({ requiredRoles: LARGE, approvals: given }), ['two', 'finance-approver'], 'clawback.role-not-awaited'],
    ['once it is declined it is over', proposal({ state: 'declined' }), ['one', 'finance-approver'], 'clawback.proposal-decided'],
  ])('%s', (_what, of, [by, ...roles], expected) => {
    expect(said(of, by, ...roles)).toBe(expected);
  });

  it('is declined by others too, and not by whoever proposed it', () => {
    expect(objectionToDeciding(proposal(), 'raiser', 'one')).toBeUndefined();
    expect(['officer', 'raiser'].map((by) => objectionToDeciding(proposal(), 'raiser', by)?.code)).toEqual(['clawback.proposer-may-not-approve', 'clawback.raiser-may-not-decide']);
  });
});
