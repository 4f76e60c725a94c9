import { describe, expect, it } from '@jest/globals';
import { budgetReserved, deliverableSubmitted, paymentSettled, projectStarted, purchasePlanned, roundOpened, tenderPublished, tenderVoided } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { allMigrations } from '@goufu/service';
import { hostileDelivery, type HostileFact } from '@goufu/testing';
import { sampleOf } from '../oversight-for-spec.js';
import { oversightService } from '../oversight.service.js';

const [purchase, voided] = [newId(), newId()];
const fact = (contract: HostileFact['contract'], subject: string, at: string): HostileFact => ({ contract, subject, data: sampleOf(contract), at });

/** Nothing here moves the ranking, so that oversight says nothing itself. */
const facts: readonly HostileFact[] = [
  fact(purchasePlanned, purchase, '2026-01-05T02:00:00.000Z'),
  fact(purchasePlanned, voided, '2026-01-05T02:00:00.000Z'),
  fact(budgetReserved, purchase, '2026-01-05T02:00:00.000Z'),
  fact(tenderPublished, purchase, '2026-01-20T02:00:00.000Z'),
  fact(tenderPublished, voided, '2026-01-20T02:00:00.000Z'),
  fact(tenderVoided, voided, '2026-02-10T02:00:00.000Z'),
  fact(projectStarted, purchase, '2026-05-01T02:00:00.000Z'),
  fact(deliverableSubmitted, purchase, '2026-08-01T02:00:00.000Z'),
  fact(roundOpened, purchase, '2026-09-01T02:00:00.000Z'),
  fact(paymentSettled, purchase, '2026-10-08T02:00:00.000Z'),
];

describe('the timeline under hostile delivery', () => {
  it('is the same once, duplicated, reordered across topics and killed in between', async () => {
    const seen = await hostileDelivery({
      service: 'oversight',
      group: 'oversight.timeline',
      main: new URL('../../dist/app/main.js', import.meta.url),
      migrations: allMigrations(oversightService),
      facts,
      observe: async (query) => ({
        // A trace belongs to one delivery: everything else must be the same.
        lines: await query(`SELECT to_jsonb(l) - 'trace_id' AS line FROM timeline_line l ORDER BY fact_id`),
        purchases: await query<{ purchase_id: string; stage: string }>('SELECT * FROM purchase ORDER BY stage'),
        terms: await query('SELECT * FROM purchase_term ORDER BY purchase_id, sequence'),
        unsealed: await query('SELECT * FROM audit_unsealed ORDER BY fact_id'),
      }),
    });
    expect(seen.lines).toHaveLength(facts.length);
    expect(seen.unsealed).toHaveLength(facts.length);
    expect(seen.purchases.map(({ purchase_id, stage }) => [purchase_id, stage])).toEqual([[purchase, 'performing'], [voided, 'voided']]);
  }, 300_000);
});
