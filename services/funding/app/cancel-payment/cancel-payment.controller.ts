import { cancelPayment, type RouteInput } from '@goufu/contracts';
import { UnitOfWork } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { cancelUntriedTask } from '@goufu/tasks';
import { Controller, Inject } from '@nestjs/common';
import { onLiveAttempt, refuseStuckPayment } from '../enquire-payment/live-attempt.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { keepReason } from '../persistence/payment-order.repository.js';
import { SEND_PAYMENT } from '../send-payment/payment-tasks.js';

/** ISO 20022: cancelled at the customer's request. */
const BY_CUSTOMER = 'CUST';

/** Calls a payment off that no worker has taken in hand yet: what may have left is never called off, only enquired. */
@Controller()
export class CancelPaymentController {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  @Implements(cancelPayment)
  async cancel(@Input() { params: { orderId }, body: { reason } }: RouteInput<typeof cancelPayment>, @Caller() caller: Caller) {
    const cancelled = await onLiveAttempt(this.unitOfWork, caller, orderId, async (tx, { id: attemptId }) => {
      if (!(await cancelUntriedTask(tx, SEND_PAYMENT, attemptId))) return refuseStuckPayment('may-have-been-sent');
      const refused = await noteTreasuryAnswer(tx, attemptId, { kind: 'rejected', code: BY_CUSTOMER });
      await keepReason(tx, orderId, reason);
      return refused;
    });
    return 'refused' in cancelled ? cancelled : { ...cancelled, status: 'rejected' as const };
  }
}
