import { context, isSpanContextValid, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOffSampler, BatchSpanProcessor, ParentBasedSampler, AlwaysOnSampler, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { JsonLinesExporter } from './json-lines-exporter.js';

export interface Tracing {
  /** Writes out what is still in memory. */
  shutdown(): Promise<void>;
}

/**
 * Starts tracing for this process. Spans go to a file of JSON lines and to an OTLP collector, each where configured; with
 * neither, trace ids still travel, but nothing is recorded.
 */
export function startTracing(options: { service: string; traceDir?: string | undefined; otlpEndpoint?: string | undefined }): Tracing {
  const exporters: SpanExporter[] = [];
  if (options.traceDir) exporters.push(new JsonLinesExporter(options.service, options.traceDir));
  if (options.otlpEndpoint) exporters.push(new OTLPTraceExporter({ url: `${options.otlpEndpoint.replace(/\/+$/, '')}/v1/traces` }));
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service }),
    sampler: exporters.length > 0 ? new ParentBasedSampler({ root: new AlwaysOnSampler() }) : new AlwaysOffSampler(),
    spanProcessors: exporters.map((exporter) => new BatchSpanProcessor(exporter, { scheduledDelayMillis: 500, maxQueueSize: 65_536 })),
  });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable(), propagator: new W3CTraceContextPropagator() });
  return {
    shutdown: async () => {
      await provider.shutdown();
      for (const part of [trace, context, propagation]) part.disable();
    },
  };
}

/** W3C `traceparent` of what runs now; undefined outside of any trace. */
export function currentTraceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

export const currentTraceId = (): string | undefined => trace.getActiveSpan()?.spanContext().traceId;
