import { approveLineTransfer, declineLineTransfer, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ApproveLineTransferHandler } from './approve-line-transfer.handler.js';

@Controller()
export class ApproveLineTransferController {
  constructor(@Inject(ApproveLineTransferHandler) private readonly handler: ApproveLineTransferHandler) {}

  @Implements(approveLineTransfer)
  async approve(@Input() { params }: RouteInput<typeof approveLineTransfer>, @Caller() caller: Caller) {
    return this.handler.approve(params.transferId, caller);
  }

  @Implements(declineLineTransfer)
  async decline(@Input() { params, body }: RouteInput<typeof declineLineTransfer>, @Caller() caller: Caller) {
    return this.handler.decline(params.transferId, body.reason, caller);
  }
}
