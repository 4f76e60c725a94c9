import { describe, expect, it } from '@jest/globals';
import { commitmentRecorded, commitmentRefused, projectClosed } from '@goufu/contracts';
import { allMigrations } from '@goufu/service';
import { hostileDelivery } from '@goufu/testing';
import { procurementService } from '../procurement.service.js';
import { arrangeContract, contractIdOf, lineId, purchaseIdOf } from '../rows-for-spec.js';

const [commitmentId, projectId, agencyOrgId] = ['211', '221', 'a01'].map((end) => `0198f0a0-0000-7000-8000-000000000${end}`) as [string, string, string];
const about = (n: number) => ({ contractId: contractIdOf(n), purchaseId: purchaseIdOf(n), revision: 1 });

describe('what becomes of a signed contract elsewhere', () => {
  it('is kept, whichever of funding and projects is heard first', async () => {
    const seen = await hostileDelivery({
      service: 'procurement',
      main: new URL('../../dist/app/main.js', import.meta.url),
      migrations: allMigrations(procurementService),
      arrange: async (query) => {
        for (const n of [1, 2, 3]) await arrangeContract(query, n);
      },
      facts: [
        {
          contract: commitmentRecorded, subject: purchaseIdOf(1),
          data: { ...about(1), parts: [{ lineId, year: 2026, fen: '591500000', commitmentId }], fen: '591500000', returnedFen: '8500000' },
        },
        { contract: commitmentRefused, subject: purchaseIdOf(2), data: { ...about(2), reason: 'short', shortFen: '100' } },
        { contract: commitmentRefused, subject: purchaseIdOf(3), data: { ...about(3), revision: 2, reason: 'short', shortFen: '100' } },
        { contract: projectClosed, subject: purchaseIdOf(1), data: { projectId, contractId: contractIdOf(1), agencyOrgId, outcome: 'completed', closedOn: '2027-05-30' } },
      ],
      observe: (query) =>
        query('SELECT right(c.id::text, 1) AS n, c.status, c.commitment, p.status AS purchase FROM contract c JOIN purchase p ON p.id = c.purchase_id ORDER BY 1'),
    });
    expect(seen).toEqual([
      { n: '1', status: 'closed', commitment: 'recorded', purchase: 'closed' },
      { n: '2', status: 'signed', commitment: 'refused', purchase: 'contracted' },
      { n: '3', status: 'signed', commitment: 'pending', purchase: 'contracted' },
    ]);
  }, 240_000);
});
