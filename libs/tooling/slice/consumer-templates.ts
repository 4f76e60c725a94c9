import type { Consumed, Slice } from './slice.ts';

export const consumer = ({ verbNoun, pascal, sentence }: Slice, { context, fact, contract, consumer: name }: Consumed): string => `import { ${contract} } from '@goufu/contracts';
import { SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { ${pascal}Handler } from './${verbNoun}.handler.js';

/** ${sentence} when ${context}.${fact} arrives. */
@Injectable()
export class ${name} extends SingleFactConsumer<typeof ${contract}> {
  readonly contract = ${contract};

  constructor(@Inject(${pascal}Handler) private readonly handler: ${pascal}Handler) {
    super();
  }

  handleOne(record: FactRecord<typeof ${contract}>, tx: Tx): Promise<Outcome> {
    return this.handler.execute(record, tx);
  }
}
`;

/** One more cause of an effect that is there already. */
export const cause = ({ pascal, noun, sentence }: Slice, { context, fact, contract, consumer: name }: Consumed): string => `import { ${contract} } from '@goufu/contracts';
import { SingleFactConsumer, waitingFor, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';

/** ${sentence} when ${context}.${fact} arrives. Waits until it calls ${pascal}Handler. */
@Injectable()
export class ${name} extends SingleFactConsumer<typeof ${contract}> {
  readonly contract = ${contract};

  async handleOne(record: FactRecord<typeof ${contract}>, _tx: Tx): Promise<Outcome> {
    return waitingFor('${noun}', record.subject);
  }
}
`;

export const reaction = ({ pascal, noun, sentence }: Slice, { contract }: Consumed): string => `import type { ${contract} } from '@goufu/contracts';
import { waitingFor, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';

/** ${sentence}: load the set, decide in the domain, write the set, record the facts. Waits until it is told what to load. */
@Injectable()
export class ${pascal}Handler {
  async execute(record: FactRecord<typeof ${contract}>, _tx: Tx): Promise<Outcome> {
    return waitingFor('${noun}', record.subject);
  }
}
`;

export const reactionSpec = (slice: Slice, consumed: Consumed): string => `${specRecord(slice, consumed)}
${specCases(slice, consumed)}`;

const specRecord = (slice: Slice, { context, fact, contract }: Consumed): string => `import { readFile } from 'node:fs/promises';
import { ${contract} } from '@goufu/contracts';
import { FactStore, waitingFor, type FactRecord } from '@goufu/messaging';
import { openDatabase, UnitOfWork } from '@goufu/persistence';
import { allMigrations } from '@goufu/service';
import { movableClock, testDatabase, type TestDatabase } from '@goufu/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ${slice.pascal}Handler } from './${slice.verbNoun}.handler.js';

const PURCHASE = '01900000-0000-7000-8000-000000000001';
const AT = '2026-03-02T01:00:00.000Z';
const sample = new URL('../../../../libs/contracts/${context}/${fact}.v1.sample.json', import.meta.url);

const recordOf = async (): Promise<FactRecord<typeof ${contract}>> => ({
  id: '01900000-0000-7000-8000-000000000002',
  type: ${contract}.type,
  subject: PURCHASE,
  correlationId: PURCHASE,
  sequence: 1,
  time: AT,
  jurisdiction: '510104',
  actorId: 'service:${context}',
  data: ${contract}.schema.parse(JSON.parse(await readFile(sample, 'utf8'))),
  topic: ${contract}.topic,
  partition: 0,
  offset: 0n,
});
`;

const specCases = (slice: Slice, { context, fact }: Consumed): string => `describe('${slice.sentence.toLowerCase()} on ${context}.${fact}', () => {
  let database: TestDatabase;
  let dataSource: Awaited<ReturnType<typeof openDatabase>>;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    database = await testDatabase('${slice.service}', allMigrations({}));
    dataSource = await openDatabase({ url: database.appUrl });
    unitOfWork = new UnitOfWork(dataSource, movableClock(AT), new FactStore('${slice.service}'));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('waits for what it is about, and records nothing', async () => {
    const handler = new ${slice.pascal}Handler();
    const record = await recordOf();
    const outcome = await unitOfWork.run({ actorId: 'service:${slice.service}', jurisdiction: '510104' }, (tx) => handler.execute(record, tx));
    expect(outcome).toEqual(waitingFor('${slice.noun}', PURCHASE));
    expect(await dataSource.query('SELECT id FROM fact')).toEqual([]);
  });
});
`;
