import { operationsRoutes } from '@goufu/contracts';
import { faultsOfRefusals, misusesOf } from '@goufu/testing';
import { describe, expect, it } from '@jest/globals';
import { startEvaluation } from '../evaluation-for-spec.js';
import { evaluationService } from '../evaluation.service.js';

describe('every route of evaluation', () => {
  it('refuses who may not call it and what has no shape, in Chinese and English, by its field, and changes nothing', async () => {
    const service = await startEvaluation();
    try {
      const misuses = misusesOf([...evaluationService.routes, ...operationsRoutes]);
      expect(misuses.length).toBeGreaterThan(3 * evaluationService.routes.length);
      expect(await faultsOfRefusals(service, misuses)).toEqual([]);
    } finally {
      await service.close();
    }
  }, 120_000);
});
