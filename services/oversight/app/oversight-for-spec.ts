import { readFileSync } from 'node:fs';
import { contractSigned, resultPublished, type DataOf, type FactContract } from '@goufu/contracts';
import { newId, toMessage } from '@goufu/messaging';
import { allMigrations, configurationFrom, startService } from '@goufu/service';
import { eventually, startTestService, type TestPerson } from '@goufu/testing';
import { Client } from 'pg';
import { oversightService } from './oversight.service.js';

/** The service in the spec's own process, with what other services say to it. */

export const AGENCIES = ['0198f0a0-0000-7000-8000-00000000a001', '0198f0a0-0000-7000-8000-00000000a002'] as const;
export const officer: TestPerson = { sub: 'officer', roles: ['purchaser'], org_id: '0198f0a0-0000-7000-8000-00000000b001' };
export const auditor: TestPerson = { sub: 'auditor', roles: ['auditor'] };
export const stranger: TestPerson = { sub: 'stranger', roles: ['purchaser'], jurisdiction: '620102' };
export const director: TestPerson = { sub: 'director', roles: ['agency'], org_id: AGENCIES[0] };
export const rival: TestPerson = { sub: 'rival', roles: ['agency'], org_id: AGENCIES[1] };
const operator: TestPerson = { sub: 'operator', roles: ['operator'] };

export const sampleOf = <Contract extends FactContract>({ schema, context, name, version }: Contract): DataOf<Contract> => {
  const file = new URL(`../../../libs/contracts/${context}/${name}.v${version}.sample.json`, import.meta.url);
  return schema.parse(JSON.parse(readFileSync(file, 'utf8'))) as DataOf<Contract>;
};

/** The golden contract, signed by one agency. */
export function termsOf(contractId: string, agencyOrgId: string): DataOf<typeof contractSigned> {
  const terms = sampleOf(contractSigned);
  return { ...terms, contractId, agency: { ...terms.agency, orgId: agencyOrgId } };
}

export function resultOf(contractId: string, agencyOrgId: string, scoreBp: number): DataOf<typeof resultPublished> {
  return { ...sampleOf(resultPublished), resultId: newId(), roundId: newId(), contractId, agencyOrgId, scoreBp };
}

export type Oversight = Awaited<ReturnType<typeof startOversight>>;

export interface Heard {
  readonly at?: string;
  readonly causationid?: string;
  readonly id?: string;
}

export async function startOversight() {
  const service = await startTestService({
    service: 'oversight',
    migrations: allMigrations(oversightService),
    start: (variables) => startService(oversightService, configurationFrom(oversightService.config, variables)),
  });
  const client = new Client({ connectionString: service.database.ownerUrl });
  await client.connect();
  const sequences = new Map<string, number>();
  const query = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> => (await client.query<Row>(sql, parameters)).rows;
  let heard = 0;

  return {
    ...service,
    query,
    /** A fact of another service arrives; answers its id. */
    async hear<Contract extends FactContract>(contract: Contract, subject: string, data: DataOf<Contract>, more: Heard = {}): Promise<string> {
      const stream = `${contract.topic}/${subject}`;
      const sequence = (sequences.get(stream) ?? 0) + 1;
      sequences.set(stream, sequence);
      const id = more.id ?? newId();
      const attributes = { id, source: `goufu/${contract.context}`, type: contract.type, subject, sequence, correlationid: subject, causationid: more.causationid };
      const envelope = { specversion: '1.0', time: more.at ?? '2026-03-02T01:00:00.000Z', jurisdiction: '510104', actorid: 'somebody', classification: contract.classification, ...attributes } as const;
      await service.bus.publish(contract.topic, [toMessage(envelope, JSON.stringify(contract.schema.parse(data)))]);
      heard += 1;
      return id;
    },
    /** Both projections have taken in everything that was heard, and what oversight itself said about it. */
    settled: () =>
      eventually(
        async () => {
          const [row] = await query<{ lines: number; own: number; unsent: number; ranked: number; wanted: number }>(
            `SELECT (SELECT count(*)::int FROM timeline_line) AS lines, (SELECT count(*)::int FROM fact) AS own,
                    (SELECT count(*)::int FROM outbox) AS unsent, (SELECT count(*)::int FROM inbox WHERE consumer_group = 'oversight.ranking') AS ranked,
                    (SELECT count(*)::int FROM timeline_line WHERE type = ANY($1)) AS wanted`,
            [RANKED_TYPES],
          );
          if (!row || row.unsent > 0 || row.lines !== heard + row.own || row.ranked !== row.wanted) throw new Error(`not settled: ${JSON.stringify({ ...row, heard })}`);
        },
        { within: 30_000 },
      ),
    published: (type: string) => query<{ data: Record<string, unknown> }>('SELECT body::jsonb AS data FROM fact WHERE type = $1 ORDER BY id', [type]),
    moveClock: async (now: string): Promise<void> => {
      const { status } = await service.call(operator, 'PUT', '/clock', { now });
      if (status !== 200) throw new Error(`the clock could not be moved to ${now}: ${status}`);
    },
    anonymously: async (path: string): Promise<{ status: number; body: unknown }> => {
      const response = await fetch(`${service.running.url}${path}`);
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      await client.end();
      await service.close();
    },
  };
}

const RANKED_TYPES = [
  'procurement.contract-signed.v1',
  'procurement.contract-amended.v1',
  'procurement.contract-terminated.v1',
  'evaluation.result-published.v1',
  'evaluation.result-revised.v1',
  'funding.tranche-forfeited.v1',
  'funding.tranche-released.v1',
  'funding.tranche-withheld.v1',
  'funding.clawback-raised.v1',
  'funding.clawback-settled.v1',
];
