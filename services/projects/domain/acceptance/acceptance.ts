import { localDateOf, type Decision, type Instant, type LocalDate, type Refusal } from '@goufu/kernel';
import type { Actor } from '../project/contract-terms.js';
import { refusalUnlessRunning, type ProjectState } from '../project/project.js';
import { refusalToJudge } from '../project/separation.js';
import { refuseAcceptance } from './acceptance.refusals.js';

/** A technical or service standard of the contract, judged (R68). */
export interface StandardMet {
  /** Of the quota that it stands for, or of another standard. */
  readonly code: string;
  readonly nameZh: string;
  readonly met: boolean;
  readonly remarkZh?: string | undefined;
}

/** What the recipients of the service said, as quantities (R68). */
export interface RecipientOpinions {
  readonly invited: number;
  readonly respondents: number;
  readonly satisfied: number;
  readonly opinionsZh: readonly string[];
}

export interface Certificate {
  readonly outcome: 'passed' | 'failed';
  readonly standards: readonly StandardMet[];
  readonly recipients: RecipientOpinions;
}

/** What an acceptance rests on. */
export interface AcceptanceState {
  readonly project: ProjectState;
  readonly openMilestones: readonly string[];
  readonly quotas: readonly { readonly code: string; readonly quantity: number; readonly delivered: number }[];
}

export interface CertifyAcceptance {
  readonly kind: 'certify';
  readonly certificate: Certificate;
  readonly by: Actor;
  readonly at: Instant;
}

export interface AcceptanceCertified {
  readonly kind: 'acceptance-certified';
  readonly certificate: Certificate;
  readonly certifiedOn: LocalDate;
  readonly by: Actor;
  readonly at: Instant;
}

/** A failed acceptance may be certified again once the agency has mended what was wrong; a passed one is final. */
export const acceptance = { decide };

function decide({ certificate, by, at }: CertifyAcceptance, state: AcceptanceState): Decision<AcceptanceCertified> {
  const refusal = refusalToJudge(by, state.project) ?? refusalUnlessRunning(state.project);
  if (refusal) return refusal;
  if (state.openMilestones.length > 0 && certificate.outcome === 'passed') {
    return refuseAcceptance('milestone-open', { milestones: state.openMilestones.join(', ') });
  }
  return (
    refusalOfStandards(certificate, state) ??
    refusalOfOpinions(certificate.recipients) ?? [{ kind: 'acceptance-certified', certificate, certifiedOn: localDateOf(at), by, at }]
  );
}

function refusalOfStandards({ outcome, standards }: Certificate, { quotas }: AcceptanceState): Refusal | undefined {
  const byCode = new Map(standards.map((standard) => [standard.code, standard]));
  if (byCode.size < standards.length) return refuseAcceptance('standard-twice');
  for (const { code, quantity, delivered } of quotas) {
    const standard = byCode.get(code);
    if (!standard) return refuseAcceptance('standard-missing', { quota: code });
    if (standard.met && delivered < quantity) return refuseAcceptance('quota-short', { quota: code, delivered, agreed: quantity });
  }
  const allMet = standards.every(({ met }) => met);
  if (outcome === 'passed' && !allMet) return refuseAcceptance('not-all-met');
  if (outcome === 'failed' && allMet) return refuseAcceptance('all-met');
  return undefined;
}

function refusalOfOpinions({ invited, respondents, satisfied }: RecipientOpinions): Refusal | undefined {
  if (respondents > invited || satisfied > respondents) return refuseAcceptance('opinions-do-not-add-up');
  return respondents === 0 ? refuseAcceptance('recipients-not-heard') : undefined;
}
