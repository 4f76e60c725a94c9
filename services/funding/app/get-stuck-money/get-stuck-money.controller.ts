import { listStuckMoney } from '@goufu/contracts';
import type { Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { Caller, Implements } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { readWaiting } from './stuck-money.js';

@Controller()
export class GetStuckMoneyController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Implements(listStuckMoney)
  async list(@Caller() { scope }: Caller) {
    return { items: await readWaiting(this.reader, scope, this.clock.now()) };
  }
}
