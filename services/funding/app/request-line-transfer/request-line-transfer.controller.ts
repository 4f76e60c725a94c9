import { listLineTransfers, requestLineTransfer, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { lineTransfersOf } from '../persistence/line-transfer.repository.js';
import { Reader } from '../persistence/reader.js';
import { lineTransferView } from './line-transfer-view.js';
import { RequestLineTransferHandler } from './request-line-transfer.handler.js';

@Controller()
export class RequestLineTransferController {
  constructor(
    @Inject(RequestLineTransferHandler) private readonly handler: RequestLineTransferHandler,
    @Inject(Reader) private readonly reader: Reader,
  ) {}

  @Implements(requestLineTransfer)
  async request(@Input() input: RouteInput<typeof requestLineTransfer>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }

  @Implements(listLineTransfers)
  async list(@Caller() { scope, actorId }: Caller) {
    const transfers = await lineTransfersOf(this.reader, regionPrefix(scope.jurisdiction));
    return { items: transfers.map((transfer) => lineTransferView(transfer, actorId)) };
  }
}
