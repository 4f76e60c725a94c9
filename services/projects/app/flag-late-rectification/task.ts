import type { Id } from '@goufu/kernel';

/** Kind of the task that flags a rectification nobody handed in by its due day; its key is the rectification. */
export const FLAG_LATE_RECTIFICATION = 'flag-late-rectification';

export interface FlagLateRectification {
  readonly rectificationId: Id;
  readonly contractId: Id;
}
