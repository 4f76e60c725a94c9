import { Module } from '@nestjs/common';
import { LiveFacts } from './follow-live/live-facts.js';
import { redisProvider, RedisHealth } from './session/redis.js';
import { Issuer } from './session/issuer.js';
import { Sessions } from './session/sessions.js';

@Module({ providers: [redisProvider, RedisHealth, Issuer, Sessions, LiveFacts] })
export class PortalModule {}
