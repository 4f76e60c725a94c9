import { Controller } from '@nestjs/common';
import { listFailedTasks, retryFailedTask, type RouteInput } from '@goufu/contracts';
import { refusalsOf } from '@goufu/kernel';
import { FailedTasks } from '@goufu/tasks';
import { Input } from '../http/admitted.js';
import { Implements } from '../http/implements.js';
import { Caller } from '../identity/caller.js';

const refuse = refusalsOf('due-task', {
  'not-failed': { kind: 'not-found', zh: '没有这项失败的任务', en: 'there is no such failed task' },
});

/** What an operator does about due tasks that failed for good. */
@Controller()
export class FailedTasksController {
  constructor(private readonly tasks: FailedTasks) {}

  @Implements(listFailedTasks)
  async list() {
    return { items: await this.tasks.list() };
  }

  @Implements(retryFailedTask)
  async retry(@Input() { params }: RouteInput<typeof retryFailedTask>, @Caller() caller: Caller) {
    const revived = await this.tasks.retry(caller.work(), params.taskId);
    return revived ? { id: params.taskId } : refuse('not-failed');
  }
}
