import { createHmac, timingSafeEqual } from 'node:crypto';
import { tellPaymentStatus, type RouteInput } from '@goufu/contracts';
import { refusalsOf, unreachable } from '@goufu/kernel';
import { CONFIGURATION, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import type { FundingConfiguration } from '../funding.config.js';
import { MessageIntake } from '../import-statement/message-intake.js';
import { NARRATIVE, type PaymentStatus } from '../send-payment/treasury-gateway.js';

type Told = RouteInput<typeof tellPaymentStatus>['body'];

const refuse = refusalsOf('payment-status', {
  'not-signed': { kind: 'forbidden', field: 'signature', zh: '签名与内容不符', en: 'the signature does not belong to this message' },
});

/** The treasury speaks first: what it would answer when asked. It is believed by its signature, and settles nothing (R116). */
@Controller()
export class HearTreasuryController {
  constructor(
    @Inject(MessageIntake) private readonly intake: MessageIntake,
    @Inject(CONFIGURATION) private readonly settings: Pick<FundingConfiguration, 'TREASURY_CALLBACK_KEY'>,
  ) {}

  @Implements(tellPaymentStatus)
  async hear(@Input() { body }: RouteInput<typeof tellPaymentStatus>) {
    if (!isSigned(body, this.settings.TREASURY_CALLBACK_KEY)) return refuse('not-signed');
    await this.intake.take({ kind: 'statuses', statuses: statusesOf(body) });
    return { endToEndId: body.endToEndId };
  }
}

function isSigned({ endToEndId, status, reason, signature }: Told, key: Buffer | undefined): boolean {
  if (key === undefined) return false;
  const expected = createHmac('sha256', key).update([endToEndId, status, reason?.code ?? ''].join('\n')).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/** Money that came back is believed when an entry of the books says so. */
function statusesOf({ endToEndId, status, reason }: Told): PaymentStatus[] {
  switch (status) {
    case 'accepted':
    case 'booked':
      return [{ endToEndId, answer: { kind: 'accepted' } }];
    case 'rejected':
      return [{ endToEndId, answer: { kind: 'rejected', code: reason?.code ?? NARRATIVE } }];
    case 'returned':
      return [];
    default:
      return unreachable(status);
  }
}
