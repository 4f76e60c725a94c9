import { operationsRoutes } from '@goufu/contracts';
import { faultsOfRefusals, misusesOf } from '@goufu/testing';
import { describe, expect, it } from '@jest/globals';
import { startFunding } from './funding-for-spec.js';
import { fundingService } from '../funding.service.js';

describe('every route of funding', () => {
  it('refuses who may not call it and what has no shape, in Chinese and English, by its field, and changes nothing', async () => {
    const service = await startFunding();
    try {
      const misuses = misusesOf([...fundingService.routes, ...operationsRoutes]);
      expect(misuses.length).toBeGreaterThan(3 * fundingService.routes.length);
      expect(await faultsOfRefusals(service, misuses)).toEqual([]);
    } finally {
      await service.close();
    }
  }, 120_000);
});
