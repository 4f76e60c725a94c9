import { operationsRoutes } from '@goufu/contracts';
import { faultsOfRefusals, misusesOf } from '@goufu/testing';
import { describe, expect, it } from '@jest/globals';
import { startProcurement } from '../procurement-for-spec.js';
import { procurementService } from '../procurement.service.js';

describe('every route of procurement', () => {
  it('refuses who may not call it and what has no shape, in Chinese and English, by its field, and changes nothing', async () => {
    const service = await startProcurement();
    try {
      const misuses = misusesOf([...procurementService.routes, ...operationsRoutes]);
      expect(misuses.length).toBeGreaterThan(3 * procurementService.routes.length);
      expect(await faultsOfRefusals(service, misuses)).toEqual([]);
    } finally {
      await service.close();
    }
  }, 120_000);
});
