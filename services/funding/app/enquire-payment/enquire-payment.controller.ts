import { enquirePayment, type RouteInput } from '@goufu/contracts';
import { UnitOfWork } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { hurryTask, scheduleTask } from '@goufu/tasks';
import { Controller, Inject } from '@nestjs/common';
import { AT_ONCE, ENQUIRE_PAYMENT } from '../send-payment/payment-tasks.js';
import { onLiveAttempt } from './live-attempt.js';

/** Asks the treasury now instead of after the next pause. */
@Controller()
export class EnquirePaymentController {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  @Implements(enquirePayment)
  async enquire(@Input() { params: { orderId } }: RouteInput<typeof enquirePayment>, @Caller() caller: Caller) {
    return onLiveAttempt(this.unitOfWork, caller, orderId, async (tx, { id: attemptId }) => {
      if (await hurryTask(tx, ENQUIRE_PAYMENT, attemptId)) return undefined;
      scheduleTask(tx, { kind: ENQUIRE_PAYMENT, key: attemptId, dueAt: AT_ONCE, clock: 'machine', payload: { attemptId } });
      return undefined;
    });
  }
}
