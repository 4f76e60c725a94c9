import { readFileSync } from 'node:fs';
import { contractSigned, resultPublished, type DataOf, type FactContract } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { allMigrations, configurationFrom, startService } from '@goufu/service';
import { eventually, startTestService, type Heard, type TestPerson } from '@goufu/testing';
import { oversightService } from './oversight.service.js';

/** The service in the spec's own process, with what other services say to it. */

export const AGENCIES = ['0198f0a0-0000-7000-8000-00000000a001', '0198f0a0-0000-7000-8000-00000000a002'] as const;
export const officer: TestPerson = { sub: 'officer', roles: ['purchaser'], org_id: '0198f0a0-0000-7000-8000-00000000b001' };
export const auditor: TestPerson = { sub: 'auditor', roles: ['auditor'] };
export const stranger: TestPerson = { sub: 'stranger', roles: ['purchaser'], jurisdiction: '620102' };
export const director: TestPerson = { sub: 'director', roles: ['agency'], org_id: AGENCIES[0] };
export const rival: TestPerson = { sub: 'rival', roles: ['agency'], org_id: AGENCIES[1] };

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

export async function startOversight() {
  const service = await startTestService({
    service: 'oversight',
    migrations: allMigrations(oversightService),
    start: (variables) => startService(oversightService, configurationFrom(oversightService.config, variables)),
  });
  let heard = 0;

  return {
    ...service,
    /** A fact of another service arrives; answers its id. */
    hear: async <Contract extends FactContract>(contract: Contract, subject: string, data: DataOf<Contract>, more?: Heard): Promise<string> => {
      heard += 1;
      return service.hear(contract, subject, data, more);
    },
    /** Both projections have taken in everything that was heard, and what oversight itself said about it. */
    settled: () =>
      eventually(
        async () => {
          const [row] = await service.query<{ lines: number; own: number; unsent: number; ranked: number; wanted: number }>(
            `SELECT (SELECT count(*)::int FROM timeline_line) AS lines, (SELECT count(*)::int FROM fact) AS own,
                    (SELECT count(*)::int FROM outbox) AS unsent, (SELECT count(*)::int FROM inbox WHERE consumer_group = 'oversight.ranking') AS ranked,
                    (SELECT count(*)::int FROM timeline_line WHERE type = ANY($1)) AS wanted`,
            [RANKED_TYPES],
          );
          if (!row || row.unsent > 0 || row.lines !== heard + row.own || row.ranked !== row.wanted) throw new Error(`not settled: ${JSON.stringify({ ...row, heard })}`);
        },
        { within: 30_000 },
      ),
    published: (type: string) => service.query<{ data: Record<string, unknown> }>('SELECT body::jsonb AS data FROM fact WHERE type = $1 ORDER BY id', [type]),
    anonymously: async (path: string): Promise<{ status: number; body: unknown }> => {
      const response = await fetch(`${service.running.url}${path}`);
      return { status: response.status, body: await response.json() };
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
