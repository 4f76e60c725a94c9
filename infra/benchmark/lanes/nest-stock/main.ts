import 'reflect-metadata';
import { createServer } from 'node:http';
import { resultPublished } from '@goufu/contracts';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka, ClientsModule, Ctx, EventPattern, KafkaContext, Payload, Transport, type KafkaOptions } from '@nestjs/microservices';
import { Pool } from 'pg';
import { lastValueFrom } from 'rxjs';
import { z } from 'zod';
import { postByPgledger, postPlainly } from './posting.js';
import { release, toldId } from './release.js';

/** Nest's stock Kafka transport doing funding's work: an event handler, a transaction and its commit per event, the outcome emitted after it. */
const environment = z
  .object({
    DATABASE_URL: z.url(),
    KAFKA_BROKERS: z.string(),
    TOPIC_PREFIX: z.string(),
    SERVICE_PORT: z.coerce.number(),
    /** Partitions that are handled at once; kafkajs and Nest say one unless told. */
    HANDLERS: z.coerce.number(),
    POSTING: z.enum(['plain', 'pgledger']),
  })
  .parse(process.env);

const post = environment.POSTING === 'plain' ? postPlainly : postByPgledger;
const pool = new Pool({ connectionString: environment.DATABASE_URL, max: 8 });
const client = { clientId: 'nest-stock', brokers: environment.KAFKA_BROKERS.split(',') };
const topic = (name: string): string => `${environment.TOPIC_PREFIX}${name}`;

@Controller()
class Results {
  constructor(@Inject('KAFKA') private readonly kafka: ClientKafka) {}

  @EventPattern(topic('evaluation'))
  async onResult(@Payload() value: object, @Ctx() context: unknown): Promise<void> {
    const { headers = {}, key } = (context as KafkaContext).getMessage();
    const resultFactId = String(headers['ce_id']);
    const told = await release(pool, post, resultFactId, resultPublished.schema.parse(value));
    if (!told) return;
    const about = { ce_id: toldId(resultFactId, told), ce_type: told.type, ce_causationid: resultFactId };
    await lastValueFrom(this.kafka.emit(topic('funding'), { key: String(key), headers: about, value: told.data }));
  }
}

const producer: KafkaOptions['options'] = { client, producer: { idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false }, send: { acks: -1 }, producerOnlyMode: true };

@Module({ imports: [ClientsModule.register([{ name: 'KAFKA', transport: Transport.KAFKA, options: producer }])], controllers: [Results] })
class StockModule {}

const app = await NestFactory.createMicroservice<KafkaOptions>(StockModule, {
  transport: Transport.KAFKA,
  logger: ['error', 'warn'],
  options: {
    client,
    consumer: { groupId: topic('nest-stock'), allowAutoTopicCreation: false },
    subscribe: { fromBeginning: true },
    run: { partitionsConsumedConcurrently: environment.HANDLERS },
  },
});
await app.listen();
createServer((_request, response) => response.end('ready')).listen(environment.SERVICE_PORT, '127.0.0.1');
