import { Controller } from '@nestjs/common';
import { discardHeldRecord, listHeldRecords, mendHeldRecord, replayHeldRecord, republishFacts, type RouteInput } from '@goufu/contracts';
import { FactRepublisher, HeldRecords } from '@goufu/messaging';
import { Input } from '../http/admitted.js';
import { Implements } from '../http/implements.js';
import { Caller } from '../identity/caller.js';

/** What an operator does about records that wait or are parked. */
@Controller()
export class HeldRecordsController {
  constructor(
    private readonly held: HeldRecords,
    private readonly republisher: FactRepublisher,
  ) {}

  @Implements(listHeldRecords)
  async list(@Input() { query }: RouteInput<typeof listHeldRecords>, @Caller() caller: Caller) {
    return { items: await this.held.list(caller.work(), query.state) };
  }

  @Implements(mendHeldRecord)
  async mend(@Input() { params, body }: RouteInput<typeof mendHeldRecord>, @Caller() caller: Caller) {
    return this.held.mend(caller.work(), params.recordId, body.body, body.reason);
  }

  @Implements(replayHeldRecord)
  async replay(@Input() { params, body }: RouteInput<typeof replayHeldRecord>, @Caller() caller: Caller) {
    return this.held.replay(caller.work(), params.recordId, body.reason);
  }

  @Implements(discardHeldRecord)
  async discard(@Input() { params, body }: RouteInput<typeof discardHeldRecord>, @Caller() caller: Caller) {
    return this.held.discard(caller.work(), params.recordId, body.reason);
  }

  @Implements(republishFacts)
  async republish(@Input() { body }: RouteInput<typeof republishFacts>) {
    const { since, type, subject } = body;
    const filter = { ...(since && { since }), ...(type && { type }), ...(subject && { subject }) };
    return { queued: await this.republisher.republish(filter) };
  }
}
