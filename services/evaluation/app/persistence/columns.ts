import type { Instant } from '@goufu/kernel';
import type { ReadyOn } from '../../domain/plan/plan-item.js';

/** How columns stand for values. */

/** `timestamptz` as business time; null as absent. */
export const instantOf = (value: Date | null): Instant | undefined => value?.toISOString();

/** `ready_kind` and `milestone_code` as the plan says it. */
export const readyOnOf = (row: { readonly ready_kind: ReadyOn['kind']; readonly milestone_code: string | null }): ReadyOn =>
  row.ready_kind === 'milestone' ? { kind: row.ready_kind, milestoneCode: row.milestone_code ?? '' } : { kind: row.ready_kind };

export const milestoneOf = (readyOn: ReadyOn): string | null => (readyOn.kind === 'milestone' ? readyOn.milestoneCode : null);
