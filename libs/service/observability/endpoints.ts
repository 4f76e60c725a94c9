import { openApiOf, type RouteContract } from '@goufu/contracts';
import type { FastifyInstance } from 'fastify';
import type { Health } from '../health/health.js';
import type { Metrics } from './metrics.js';

interface MachineEndpoints {
  readonly name: string;
  /** Known once the application is initialised. */
  readonly routes: () => readonly RouteContract[];
  readonly health: Health;
  readonly metrics: Metrics;
}

/** What machines ask a service for, outside of its contracts: is it alive, is it ready, its figures, its API's description. */
export function addMachineEndpoints(fastify: FastifyInstance, { name, routes, health, metrics }: MachineEndpoints): void {
  fastify.get('/openapi.json', async () => openApiOf(routes(), { title: `Goufu ${name}` }));
  fastify.get('/health/live', async () => ({ alive: true }));
  fastify.get('/health/ready', async (_request, reply) => {
    const report = await health.report();
    return reply.status(report.checks.every(({ ok }) => ok) ? 200 : 503).send(report);
  });
  fastify.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
}
