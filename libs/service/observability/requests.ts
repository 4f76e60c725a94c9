import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';

/** Asked every few seconds: no news. */
const MACHINE_ROUTES = new Set(['/health/live', '/health/ready', '/metrics']);

/** One server span, one measurement and one line of log per request; the span is a child of the caller's trace. */
export function observeRequests(fastify: FastifyInstance, metrics: Metrics, log: Log): void {
  const tracer = trace.getTracer('@goufu/service');
  const contexts = new WeakMap<FastifyRequest, Context>();

  fastify.addHook('onRequest', (request, _reply, done) => {
    const caller = propagation.extract(ROOT_CONTEXT, request.headers);
    const name = `${request.method} ${routeName(request)}`;
    const attributes = { 'http.request.method': request.method, 'http.route': routeName(request) };
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, caller);
    const active = trace.setSpan(caller, span);
    contexts.set(request, active);
    context.with(active, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const [method, route, status, ms] = [request.method, routeName(request), reply.statusCode, reply.elapsedTime];
    metrics.requestAnswered(method, route, status, ms);
    if (!MACHINE_ROUTES.has(route)) context.with(contextOf(request), () => log.info({ method, route, status, ms: Math.round(ms) }, 'answered'));
    end(request, status);
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    end(request, 499);
    done();
  });

  function contextOf(request: FastifyRequest): Context {
    return contexts.get(request) ?? ROOT_CONTEXT;
  }

  function end(request: FastifyRequest, status: number): void {
    const span = trace.getSpan(contextOf(request));
    span?.setAttribute('http.response.status_code', status);
    if (status >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  }
}

/** The pattern of the route, never the path: ids would make a metric per id. */
const routeName = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';
