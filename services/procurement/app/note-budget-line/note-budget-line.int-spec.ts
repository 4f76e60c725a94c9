import { describe, expect, it } from '@jest/globals';
import { budgetLineChanged, budgetLineOpened } from '@goufu/contracts';
import { allMigrations } from '@goufu/service';
import { hostileDelivery } from '@goufu/testing';
import { procurementService } from '../procurement.service.js';

const [first, second] = ['0198f0a0-0000-7000-8000-000000000101', '0198f0a0-0000-7000-8000-000000000102'] as const;
const opened = (lineId: string, fen: string) => ({ lineId, year: 2026, titleZh: '社区社会工作服务', source: 'district-budget' as const, allowedUse: '政府购买服务', fen });

describe('budget lines', () => {
  it('are known as funding has them, however the facts arrive', async () => {
    const seen = await hostileDelivery({
      service: 'procurement',
      main: new URL('../../dist/app/main.js', import.meta.url),
      migrations: allMigrations(procurementService),
      facts: [
        { contract: budgetLineOpened, subject: first, data: opened(first, '100') },
        { contract: budgetLineOpened, subject: second, data: opened(second, '200') },
        { contract: budgetLineChanged, subject: first, data: { lineId: first, year: 2026, fen: '150', deltaFen: '50', reason: '年中追加' } },
      ],
      observe: (query) => query('SELECT id, fiscal_year AS year, jurisdiction, appropriated_fen::text AS fen FROM budget_line ORDER BY id'),
    });
    expect(seen).toEqual([
      { id: first, year: 2026, jurisdiction: '510104', fen: '150' },
      { id: second, year: 2026, jurisdiction: '510104', fen: '200' },
    ]);
  }, 240_000);
});
