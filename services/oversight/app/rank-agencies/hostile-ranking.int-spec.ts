import { describe, expect, it } from '@jest/globals';
import { clawbackRaised, clawbackSettled, contractAmended, contractSigned, contractTerminated, resultPublished, resultRevised, trancheForfeited, trancheReleased, trancheWithheld } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { allMigrations } from '@goufu/service';
import { hostileDelivery, type HostileFact } from '@goufu/testing';
import { AGENCIES, resultOf, sampleOf, termsOf } from '../oversight-for-spec.js';
import { oversightService } from '../oversight.service.js';
import { RANKING_TABLES } from '../rebuild-ranking/digest.js';

const [first, second] = AGENCIES;
const [contractId, rivalId] = [newId(), newId()];
const [purchase, rivalPurchase] = [newId(), newId()];
const fact = <Contract extends HostileFact['contract']>(contract: Contract, subject: string, data: HostileFact<Contract>['data']): HostileFact => ({ contract, subject, data });

const early = resultOf(contractId, first, 9000);
const terms = termsOf(contractId, first);
const lost = { ...sampleOf(trancheForfeited), trancheId: newId(), contractId, agencyOrgId: first };
const asked = { ...sampleOf(clawbackRaised), caseId: newId(), contractId, agencyOrgId: first };

/** Every kind of fact that moves the ranking, of two agencies. */
const facts: readonly HostileFact[] = [
  fact(contractSigned, purchase, terms),
  fact(contractSigned, rivalPurchase, termsOf(rivalId, second)),
  fact(resultPublished, purchase, early),
  fact(resultPublished, rivalPurchase, resultOf(rivalId, second, 8800)),
  fact(trancheWithheld, purchase, { ...sampleOf(trancheWithheld), trancheId: lost.trancheId, contractId, agencyOrgId: first, revision: 1 }),
  fact(trancheForfeited, purchase, { ...lost, revision: 2 }),
  fact(resultRevised, purchase, { ...early, resultId: newId(), supersedes: early.resultId, revision: 2, scoreBp: 6100 }),
  fact(contractAmended, purchase, { ...sampleOf(contractAmended), ...terms, revision: 2, evaluationPlan: terms.evaluationPlan.map((item) => ({ ...item, weightBp: 5000 })) }),
  fact(trancheReleased, purchase, { ...sampleOf(trancheReleased), trancheId: lost.trancheId, contractId, agencyOrgId: first, revision: 3 }),
  fact(clawbackRaised, purchase, asked),
  fact(clawbackSettled, purchase, { ...sampleOf(clawbackSettled), caseId: asked.caseId, contractId, agencyOrgId: first, outcome: 'refunded' }),
  fact(contractTerminated, purchase, { ...sampleOf(contractTerminated), contractId, fault: 'agency' }),
];

describe('the ranking under hostile delivery', () => {
  it('is the same once, duplicated, reordered across topics and killed in between', async () => {
    const seen = await hostileDelivery({
      service: 'oversight',
      group: 'oversight.ranking',
      main: new URL('../../dist/app/main.js', import.meta.url),
      migrations: allMigrations(oversightService),
      facts,
      observe: async (query) => {
        const tables: object[][] = [];
        for (const table of RANKING_TABLES) {
          const rows = await query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`);
          tables.push(rows.map(({ row }) => row));
        }
        return tables;
      },
    });
    expect(seen.at(-1)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ agency_org_id: first, period: '2026', weighted_sum: 5000 * 6100, weight_sum: 5000, results: 1, faults: 2 }),
        expect.objectContaining({ agency_org_id: second, period: '2026', results: 1, faults: 0 }),
      ]),
    );
  }, 300_000);
});
