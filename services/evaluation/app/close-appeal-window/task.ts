import type { Id } from '@goufu/kernel';

/** Kind of the task that makes a notified result final when its appeal window is over; its key is the result. */
export const CLOSE_APPEAL_WINDOW = 'close-appeal-window';

export interface CloseAppealWindow {
  readonly resultId: Id;
}
