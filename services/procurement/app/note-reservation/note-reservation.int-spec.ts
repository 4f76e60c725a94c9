import { describe, expect, it } from '@jest/globals';
import { budgetRefused, budgetReserved, reservationReleased } from '@goufu/contracts';
import { allMigrations } from '@goufu/service';
import { hostileDelivery } from '@goufu/testing';
import { procurementService } from '../procurement.service.js';
import { arrangePurchase, lineId, purchaseIdOf } from '../rows-for-spec.js';

const reservationId = '0198f0a0-0000-7000-8000-000000000111';
const part = { lineId, year: 2026, fen: '100' };

describe('what funding answers to a plan (R10)', () => {
  it('counts once however it arrives, and never brings a cancelled purchase back', async () => {
    const reserved = (n: number) => ({ contract: budgetReserved, subject: purchaseIdOf(n), data: { purchaseId: purchaseIdOf(n), reservationId, parts: [part], fen: '100' } });
    const seen = await hostileDelivery({
      service: 'procurement',
      main: new URL('../../dist/app/main.js', import.meta.url),
      migrations: allMigrations(procurementService),
      arrange: async (query) => {
        await arrangePurchase(query, 1, 'planned');
        await arrangePurchase(query, 2, 'planned');
        await arrangePurchase(query, 3, 'cancelled');
        await arrangePurchase(query, 4, 'tendering');
      },
      facts: [
        reserved(1),
        { contract: budgetRefused, subject: purchaseIdOf(2), data: { purchaseId: purchaseIdOf(2), reason: 'short', shortFen: '30', short: [{ ...part, fen: '30' }] } },
        reserved(3),
        reserved(4),
        { contract: reservationReleased, subject: purchaseIdOf(1), data: { purchaseId: purchaseIdOf(1), reservationId, parts: [{ ...part, fen: '30' }], fen: '30', reason: 'surplus' } },
        { contract: reservationReleased, subject: purchaseIdOf(3), data: { purchaseId: purchaseIdOf(3), reservationId, parts: [part], fen: '100', reason: 'purchase-cancelled' } },
      ],
      observe: (query) =>
        query('SELECT right(p.id::text, 1) AS n, p.status, p.short_fen::text AS short, a.reserved_fen::text AS reserved FROM purchase p JOIN purchase_part a ON a.purchase_id = p.id ORDER BY 1'),
    });
    expect(seen).toEqual([
      { n: '1', status: 'reserved', short: null, reserved: '70' },
      { n: '2', status: 'refused', short: '30', reserved: '0' },
      { n: '3', status: 'cancelled', short: null, reserved: '0' },
      { n: '4', status: 'tendering', short: null, reserved: '0' },
    ]);
  }, 240_000);
});
