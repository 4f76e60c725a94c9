import type { Id } from '@goufu/kernel';

export const SEND_PAYMENT = 'send-payment';
export const ENQUIRE_PAYMENT = 'enquire-payment';

/** Due by machine time, whatever it is now. */
export const AT_ONCE = '1970-01-01T00:00:00.000Z';

export interface AboutAttempt {
  readonly attemptId: Id;
  /** A person asked for it: the treasury is asked first also at the first try. */
  readonly asksFirst?: boolean;
}
