import type { Slice } from './slice.ts';

const isQuery = ({ verb }: Slice): boolean => verb === 'get' || verb === 'list';

export const routeContract = (slice: Slice): string => `
export const ${slice.camel} = defineRoute({
  id: '${slice.camel}',
  method: '${isQuery(slice) ? 'GET' : 'POST'}',
  path: '/${slice.nouns}/:${slice.nounId}${isQuery(slice) ? '' : `/${slice.verb}`}',
  summary: '${slice.sentence}',
  allow: ['operator'],
  params: z.object({ ${slice.nounId}: uuid }),
  response: z.object({ ${slice.nounId}: uuid }),
});
`;

export const controller = ({ verbNoun, camel, pascal, nounId }: Slice): string => `import { ${camel}, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { ${pascal}Handler } from './${verbNoun}.handler.js';

@Controller()
export class ${pascal}Controller {
  constructor(@Inject(${pascal}Handler) private readonly handler: ${pascal}Handler) {}

  @Implements(${camel})
  ${camel}(@Input() { params }: RouteInput<typeof ${camel}>, @Caller() caller: Caller) {
    return this.handler.execute(params.${nounId}, caller);
  }
}
`;

export const handler = ({ camel, pascal, noun, nounId, sentence }: Slice): string => `import type { ${camel}, ResponseOf } from '@goufu/contracts';
import { refusalsOf, type Id, type Refusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';

const refuse = refusalsOf('${noun}', {
  unknown: { kind: 'not-found', zh: '没有这条记录', en: 'there is no such ${noun.replaceAll('-', ' ')}' },
});

/** ${sentence}: load the set, decide in the domain, write the set, record the facts. Refuses until it is told what to load. */
@Injectable()
export class ${pascal}Handler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute(${nounId}: Id, caller: Pick<Caller, 'work'>): Promise<ResponseOf<typeof ${camel}> | Refusal> {
    return this.unitOfWork.run(caller.work(), async () => refuse('unknown', { ${nounId} }));
  }
}
`;

export const routeSpec = ({ service, verbNoun, pascal, noun, sentence }: Slice): string => `import { FactStore } from '@goufu/messaging';
import { openDatabase, UnitOfWork } from '@goufu/persistence';
import { allMigrations } from '@goufu/service';
import { movableClock, testDatabase, type TestDatabase } from '@goufu/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ${pascal}Handler } from './${verbNoun}.handler.js';

const UNKNOWN = '01900000-0000-7000-8000-000000000001';
const caller = { work: () => ({ actorId: 'person-1', jurisdiction: '510104' }) };

describe('${sentence.toLowerCase()}', () => {
  let database: TestDatabase;
  let dataSource: Awaited<ReturnType<typeof openDatabase>>;
  let handler: ${pascal}Handler;

  beforeAll(async () => {
    database = await testDatabase('${service}', allMigrations({}));
    dataSource = await openDatabase({ url: database.appUrl });
    handler = new ${pascal}Handler(new UnitOfWork(dataSource, movableClock('2026-03-02T01:00:00.000Z'), new FactStore('${service}')));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('is refused for one that does not exist, and records nothing', async () => {
    expect(await handler.execute(UNKNOWN, caller)).toMatchObject({ refused: true, code: '${noun}.unknown' });
    expect(await dataSource.query('SELECT id FROM fact')).toEqual([]);
  });
});
`;
