import type { FastifyInstance } from 'fastify';
import type { Health } from '../health/health.js';
import type { Metrics } from './metrics.js';

/** What machines ask a service for, outside of its contracts: is it alive, is it ready, its figures, its API's description. */
export function addMachineEndpoints(fastify: FastifyInstance, health: Health, metrics: Metrics): void {
  fastify.get('/health/live', async () => ({ alive: true }));
  fastify.get('/health/ready', async (_request, reply) => {
    const report = await health.report();
    return reply.status(report.checks.every(({ ok }) => ok) ? 200 : 503).send(report);
  });
  fastify.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
}
