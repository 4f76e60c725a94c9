import { getVoucherPack, type RouteInput } from '@goufu/contracts';
import type { Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refusePaymentOrder } from '../../domain/payment-order/payment-order.refusals.js';
import { Reader } from '../persistence/reader.js';
import { voucherPack } from './voucher-pack-of.js';

@Controller()
export class GetVoucherPackController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Implements(getVoucherPack)
  async get(@Input() { params: { orderId } }: RouteInput<typeof getVoucherPack>, @Caller() caller: Caller) {
    return (await voucherPack(this.reader, orderId, caller, this.clock.now())) ?? refusePaymentOrder('unknown');
  }
}
