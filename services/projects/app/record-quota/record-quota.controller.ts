import { recordQuota, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { RecordQuotaHandler } from './record-quota.handler.js';

@Controller()
export class RecordQuotaController {
  constructor(@Inject(RecordQuotaHandler) private readonly handler: RecordQuotaHandler) {}

  @Implements(recordQuota)
  async execute(@Input() input: RouteInput<typeof recordQuota>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
