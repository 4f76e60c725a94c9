import { readFileSync } from 'node:fs';
import { contractSigned, milestoneReached } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { allMigrations, configurationFrom, startService } from '@goufu/service';
import { eventually, startTestService, type TestPerson } from '@goufu/testing';
import { evaluationService } from './evaluation.service.js';

/** The service in the spec's own process, with what other services say to it. */

export const agencyOrgId = '0198f0a0-0000-7000-8000-00000000a001';
export const officer: TestPerson = { sub: 'officer', roles: ['purchaser'], org_id: '0198f0a0-0000-7000-8000-00000000b001' };
export const head: TestPerson = { ...officer, sub: 'head' };
export const eva: TestPerson = { sub: 'eva', roles: ['evaluator'], org_id: '0198f0a0-0000-7000-8000-00000000e001' };
export const pan: TestPerson = { sub: 'pan', roles: ['evaluator'], org_id: '0198f0a0-0000-7000-8000-00000000b001' };
export const director: TestPerson = { sub: 'director', roles: ['agency'], org_id: agencyOrgId };
export const otherAgency: TestPerson = { sub: 'rival', roles: ['agency'], org_id: '0198f0a0-0000-7000-8000-00000000a002' };

export const PANEL = [
  { evaluatorId: 'eva', orgId: '0198f0a0-0000-7000-8000-00000000e001', party: 'third-party' },
  { evaluatorId: 'pan', orgId: '0198f0a0-0000-7000-8000-00000000b001', party: 'purchaser' },
] as const;

/** A complete sheet of the shipped template, with everything at `percent`. */
export function sheetOf(percent: number) {
  const rating = { kind: 'rating', value: percent };
  const ratio = { kind: 'quantity-ratio', delivered: percent, agreed: 100 };
  return {
    entries: {
      'output-quota': ratio,
      'output-coverage': ratio,
      'quality-methods': rating,
      'quality-records': { kind: 'checklist', met: ['intake', 'plan', 'process', 'closure'].slice(0, Math.floor(percent / 25)) },
      'effect-goals': rating,
      'effect-satisfaction': { kind: 'survey', satisfied: percent, respondents: 100, population: 100 },
      management: rating,
      finance: rating,
    },
    vetoes: [] as { code: string; ground: string }[],
  };
}

export type Service = Awaited<ReturnType<typeof startEvaluation>>;

export async function startEvaluation() {
  const service = await startTestService({
    service: 'evaluation',
    migrations: allMigrations(evaluationService),
    start: (variables) => startService(evaluationService, configurationFrom(evaluationService.config, variables)),
  });

  return {
    ...service,
    /** Facts of this service about a purchase, in order. */
    published: (purchaseId: string) =>
      service.query<{ type: string; data: Record<string, unknown> }>('SELECT type, body::jsonb AS data FROM fact WHERE subject = $1 ORDER BY sequence', [purchaseId]),
  };
}

const sampleFile = new URL('../../../libs/contracts/procurement/contract-signed.v1.sample.json', import.meta.url);
/** The golden contract: a mid-term evaluation on a milestone, a final one on acceptance. */
export const signedTerms = contractSigned.schema.parse(JSON.parse(readFileSync(sampleFile, 'utf8')));

/** A signed contract whose milestone is reached: its mid-term round is ready. Answers where. */
export async function readyRound(service: Service): Promise<{ purchaseId: string; contractId: string; roundId: string }> {
  const [purchaseId, contractId] = [newId(), newId()];
  const terms = { ...signedTerms, contractId };
  await service.hear(contractSigned, purchaseId, terms);
  const [item] = terms.evaluationPlan.filter(({ readyOn }) => readyOn.kind === 'milestone');
  if (item?.readyOn.kind !== 'milestone') throw new Error('the sample foresees an evaluation on a milestone');
  const { milestoneCode } = item.readyOn;
  await service.hear(milestoneReached, purchaseId, { projectId: newId(), contractId, agencyOrgId, milestoneCode, nameZh: '中期', evidenceIds: [] });
  const roundId = await eventually(
    async () => {
      const rows = await service.query<{ id: string; status: string }>(`SELECT id, status FROM evaluation_round WHERE contract_id = $1 AND ready_kind = 'milestone'`, [contractId]);
      if (rows[0]?.status !== 'ready') throw new Error(`the round is ${rows[0]?.status ?? 'not there'}`);
      return rows[0].id;
    },
    { within: 20_000 },
  );
  return { purchaseId, contractId, roundId };
}
