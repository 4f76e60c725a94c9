import { localDateOf, type Decision, type Instant, type LocalDate } from '@goufu/kernel';
import { refusalUnlessRunning, type ProjectState } from '../project/project.js';
import { refuseQuota } from './quota.refusals.js';

/** One line of the contract's quotas with what was delivered of it (R83). */
export interface QuotaState {
  readonly project: ProjectState;
  readonly startedOn: LocalDate | undefined;
  /** Undefined when the contract has no such quota. */
  readonly delivered: number | undefined;
}

/** An entry of the project ledger (R14). It is never edited: a mistake is taken back by a negative entry with its reason. */
export interface QuotaEntry {
  readonly quotaCode: string;
  readonly quantity: number;
  readonly servedFrom: LocalDate;
  readonly servedTo: LocalDate;
  readonly evidenceZh: readonly string[];
  readonly correctionReasonZh?: string | undefined;
}

export interface RecordQuota {
  readonly kind: 'record';
  readonly entry: QuotaEntry;
  readonly by: string;
  readonly at: Instant;
}

export interface QuotaRecorded {
  readonly kind: 'quota-recorded';
  readonly entry: QuotaEntry;
  readonly by: string;
  readonly at: Instant;
}

export const quota = { decide };

function decide({ entry, by, at }: RecordQuota, state: QuotaState): Decision<QuotaRecorded> {
  const refusal = refusalUnlessRunning(state.project);
  if (refusal) return refusal;
  if (state.delivered === undefined) return refuseQuota('not-found');
  if (entry.quantity === 0) return refuseQuota('nothing');
  if (entry.quantity < 0 && entry.correctionReasonZh === undefined) return refuseQuota('no-reason');
  if (state.delivered + entry.quantity < 0) return refuseQuota('below-zero', { delivered: state.delivered });
  if (entry.servedTo < entry.servedFrom) return refuseQuota('dates-reversed');
  if (entry.servedTo > localDateOf(at)) return refuseQuota('in-the-future');
  if (state.startedOn !== undefined && entry.servedFrom < state.startedOn) return refuseQuota('before-start', { startedOn: state.startedOn });
  return [{ kind: 'quota-recorded', entry, by, at }];
}
