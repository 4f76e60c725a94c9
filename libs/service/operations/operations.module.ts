import { Inject, Injectable, Module } from '@nestjs/common';
import type { Instant } from '@goufu/kernel';
import { MESSAGE_BUS, MessagingRuntime, type MessageBus } from '@goufu/messaging';
import { TaskRunner } from '@goufu/tasks';
import { DataSource } from '@goufu/persistence';
import { ClockController, ClockListener } from '../clock/clock.controller.js';
import { HealthCheck } from '../health/health.js';
import { ConsumerGroupsController } from './consumer-groups.controller.js';
import { FailedTasksController } from './failed-tasks.controller.js';
import { OperationsGauges } from './gauges.js';
import { HeldRecordsController } from './held-records.controller.js';

@Injectable()
class DatabaseHealth extends HealthCheck {
  readonly name = 'database';
  constructor(private readonly dataSource: DataSource) {
    super();
  }
  async check(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }
}

@Injectable()
class BrokerHealth extends HealthCheck {
  readonly name = 'broker';
  constructor(@Inject(MESSAGE_BUS) private readonly bus: MessageBus) {
    super();
  }
  check(): Promise<void> {
    return this.bus.check();
  }
}

@Injectable()
class ConsumerHealth extends HealthCheck {
  readonly name = 'consumers';
  constructor(private readonly messaging: MessagingRuntime) {
    super();
  }
  async check(): Promise<void> {
    const idle = this.messaging.groups.flatMap(({ status }) => {
      const reason = status.stoppedBecause ?? status.paused;
      return reason === undefined ? [] : [`${status.group}: ${reason}`];
    });
    if (idle.length > 0) throw new Error(idle.join('; '));
  }
}

/** A step of the clock is over when what fell due is done. */
@Injectable()
class DueTasksFollowClock extends ClockListener {
  constructor(private readonly runner: TaskRunner) {
    super();
  }
  clockMoved(now: Instant): Promise<void> {
    return this.runner.drain(now);
  }
}

/** What operators have of every service with a database: clock, held records, failed tasks, gauges, health. */
@Module({
  controllers: [ClockController, HeldRecordsController, FailedTasksController, ConsumerGroupsController],
  providers: [DatabaseHealth, BrokerHealth, ConsumerHealth, DueTasksFollowClock, OperationsGauges],
})
export class OperationsModule {}
