import { operationsRoutes } from '@goufu/contracts';
import { faultsOfRefusals, misusesOf } from '@goufu/testing';
import { describe, expect, it } from '@jest/globals';
import { startProjects } from '../projects-for-spec.js';
import { projectsService } from '../projects.service.js';

describe('every route of projects', () => {
  it('refuses who may not call it and what has no shape, in Chinese and English, by its field, and changes nothing', async () => {
    const service = await startProjects();
    try {
      const misuses = misusesOf([...projectsService.routes, ...operationsRoutes]);
      expect(misuses.length).toBeGreaterThan(3 * projectsService.routes.length);
      expect(await faultsOfRefusals(service, misuses)).toEqual([]);
    } finally {
      await service.close();
    }
  }, 120_000);
});
