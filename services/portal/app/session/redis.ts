import { Inject, Injectable, type FactoryProvider, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIGURATION, HealthCheck, LOG, type Log } from '@goufu/service';
import { Redis } from 'ioredis';
import type { PortalConfiguration } from '../portal.config.js';

export const redisProvider: FactoryProvider<Redis> = {
  provide: Redis,
  inject: [CONFIGURATION, LOG],
  useFactory: ({ REDIS_URL }: PortalConfiguration, log: Log) => {
    const redis = new Redis(REDIS_URL, { maxRetriesPerRequest: 2, connectionName: 'goufu-portal' });
    redis.on('error', (error: Error) => log.warn({ reason: error.message }, 'Redis cannot be reached'));
    return redis;
  },
};

@Injectable()
export class RedisHealth extends HealthCheck implements OnApplicationShutdown {
  readonly name = 'sessions';
  constructor(@Inject(Redis) private readonly redis: Redis) {
    super();
  }
  async check(): Promise<void> {
    await this.redis.ping();
  }
  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
