import { operationsRoutes } from '@goufu/contracts';
import { faultsOfRefusals, misusesOf } from '@goufu/testing';
import { describe, expect, it } from '@jest/globals';
import { startOversight } from '../oversight-for-spec.js';
import { oversightService } from '../oversight.service.js';

describe('every route of oversight', () => {
  it('refuses who may not call it and what has no shape, in Chinese and English, by its field, and changes nothing', async () => {
    const service = await startOversight();
    try {
      const misuses = misusesOf([...oversightService.routes, ...operationsRoutes]);
      expect(misuses.length).toBeGreaterThan(3 * oversightService.routes.length);
      expect(await faultsOfRefusals(service, misuses)).toEqual([]);
    } finally {
      await service.close();
    }
  }, 120_000);
});
