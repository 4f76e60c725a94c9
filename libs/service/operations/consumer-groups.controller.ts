import { Controller, Inject } from '@nestjs/common';
import { resumeConsumerGroup, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { MessagingRuntime } from '@goufu/messaging';
import { Input } from '../http/admitted.js';
import { Implements } from '../http/implements.js';
import { Caller } from '../identity/caller.js';
import { LOG, type Log } from '../observability/log.js';

const refuse = refusalsOf('consumer-group', {
  unknown: { kind: 'not-found', zh: '本服务没有这个消费组', en: 'this service has no such consumer group' },
  'not-stopped': { kind: 'conflict', zh: '该消费组没有停止', en: 'this consumer group has not stopped' },
});

/** What an operator does about a consumer group that an alarm stopped; `/health/ready` names it. */
@Controller()
export class ConsumerGroupsController {
  constructor(
    private readonly messaging: MessagingRuntime,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Implements(resumeConsumerGroup)
  async resume(@Input() { params, body }: RouteInput<typeof resumeConsumerGroup>, @Caller() caller: Caller) {
    const group = this.messaging.groups.find(({ status }) => status.group === params.group);
    if (!group) return refuse('unknown');
    const { stoppedBecause } = group.status;
    if (stoppedBecause === undefined) return refuse('not-stopped');
    this.log.warn({ group: params.group, stoppedBecause, actorId: caller.actorId, reason: body.reason }, 'an operator lets the consumer go on');
    group.resume();
    return { group: params.group };
  }
}
