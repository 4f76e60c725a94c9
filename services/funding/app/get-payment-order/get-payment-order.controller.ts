import { getPaymentOrder, listPaymentOrders, type RouteInput } from '@goufu/contracts';
import type { Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { Caller, Implements, Input, pageFrom, positionOf } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { refusePaymentOrder } from '../../domain/payment-order/payment-order.refusals.js';
import { Reader } from '../persistence/reader.js';
import { LateFees } from '../get-arrears/late-fees.js';
import { orderSummary, orderView, readOrders } from './order-view.js';

const position = z.tuple([z.iso.date(), z.uuid()]);

@Controller()
export class GetPaymentOrderController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Implements(listPaymentOrders)
  async list(@Input() { query: { status, limit, after } }: RouteInput<typeof listPaymentOrders>, @Caller() caller: Caller) {
    const behind = after === undefined ? {} : { after: positionOf(position, after) };
    const rows = await readOrders(this.reader, caller, { status, limit: limit + 1, ...behind });
    const now = this.clock.now();
    const fees = new LateFees();
    return pageFrom(rows, limit, (row) => orderSummary(row, caller, now, fees), (row) => [row.pay_by, row.id]);
  }

  @Implements(getPaymentOrder)
  async get(@Input() { params: { orderId } }: RouteInput<typeof getPaymentOrder>, @Caller() caller: Caller) {
    const [row] = await readOrders(this.reader, caller, { orderId, limit: 1 });
    return (row && (await orderView(this.reader, row, caller, this.clock.now()))) ?? refusePaymentOrder('unknown');
  }
}
