import { resendPayment, type RouteInput } from '@goufu/contracts';
import { UnitOfWork } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { hurryTask, scheduleTask } from '@goufu/tasks';
import { Controller, Inject } from '@nestjs/common';
import { onLiveAttempt, refuseStuckPayment } from '../enquire-payment/live-attempt.js';
import { AT_ONCE, SEND_PAYMENT } from '../send-payment/payment-tasks.js';

/** Sends an instruction again, under its own id and only after the treasury has said that it never received it. */
@Controller()
export class ResendPaymentController {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  @Implements(resendPayment)
  async resend(@Input() { params: { orderId } }: RouteInput<typeof resendPayment>, @Caller() caller: Caller) {
    return onLiveAttempt(this.unitOfWork, caller, orderId, async (tx, { id: attemptId, status }) => {
      if (status === 'accepted') return refuseStuckPayment('already-accepted');
      if (await hurryTask(tx, SEND_PAYMENT, attemptId)) return undefined;
      scheduleTask(tx, { kind: SEND_PAYMENT, key: attemptId, dueAt: AT_ONCE, clock: 'machine', payload: { attemptId, asksFirst: true } });
      return undefined;
    });
  }
}
