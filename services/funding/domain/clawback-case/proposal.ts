import type { ApproverRole } from '@goufu/jurisdiction';
import type { Fen, Refusal } from '@goufu/kernel';
import { openRoles } from '../payment-order/payment-order.js';
import { refuseClawback as refuse } from './clawback-case.refusals.js';
import type { Verdict } from './clawback-case.facts.js';

/**
 * How a case is to end, proposed by one person and approved by others (R123): what is asked back and what is given up are public
 * money, also where nobody but the service raised the case.
 */
export interface Proposal {
  readonly verdict: Verdict;
  /** What the agency is to refund; 0 when all of it is given up. */
  readonly due: Fen;
  readonly proposedBy: string;
  /** In which roles it must be approved, each by a different person; more and higher ones from a threshold of the claim on. */
  readonly requiredRoles: readonly ApproverRole[];
  readonly state: 'proposed' | 'approved' | 'declined' | 'withdrawn';
  readonly approvals: readonly { readonly approver: string; readonly role: ApproverRole }[];
}

interface Person {
  readonly by: string;
  readonly roles: readonly ApproverRole[];
}

/** Why a person cannot decide a proposal, if they cannot; `raisedBy` raised the case. */
export function objectionToDeciding({ state, proposedBy }: Proposal, raisedBy: string, by: string): Refusal | undefined {
  if (state !== 'proposed') return refuse('proposal-decided');
  if (by === proposedBy) return refuse('proposer-may-not-approve');
  return by === raisedBy ? refuse('raiser-may-not-decide') : undefined;
}

/** In which role a person approves a proposal, and whether it is the last approval. */
export function approvalBy(proposal: Proposal, raisedBy: string, { by, roles }: Person): { readonly role: ApproverRole; readonly last: boolean } | Refusal {
  const objection = objectionToDeciding(proposal, raisedBy, by);
  if (objection) return objection;
  if (proposal.approvals.some(({ approver }) => approver === by)) return refuse('same-approver-twice');
  const open = openRoles(proposal);
  const role = open.find((each) => roles.includes(each));
  return role ? { role, last: open.length === 1 } : refuse('role-not-awaited', { awaited: open.join() });
}
