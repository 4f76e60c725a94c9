import { listProcurementWaiting } from '@goufu/contracts';
import { Caller, Implements } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { BidSealer } from '../sealing/bid-sealer.js';
import { waitingFor } from './waiting.js';

@Controller()
export class ListWaitingController {
  constructor(
    @Inject(Reader) private readonly reader: Reader,
    @Inject(BidSealer) private readonly sealer: BidSealer,
  ) {}

  @Implements(listProcurementWaiting)
  async list(@Caller() caller: Caller) {
    return { items: await waitingFor(this.reader, this.sealer, caller) };
  }
}
