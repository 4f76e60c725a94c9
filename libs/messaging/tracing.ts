import { isSpanContextValid, ROOT_CONTEXT, SpanKind, trace, type Span } from '@opentelemetry/api';

const tracer = () => trace.getTracer('@goufu/messaging');
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function parentContext(traceparent: string | undefined) {
  const match = TRACEPARENT.exec(traceparent ?? '');
  if (!match) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = '01'] = match;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
}

/** W3C form of a span; undefined when tracing is off. */
export function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (!isSpanContextValid(span.spanContext())) return undefined;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** The span of sending a fact, child of the transaction that made it: carried by hand, since the relay runs later. */
export function producerTraceparent(type: string, made: string | undefined): string | undefined {
  if (made === undefined) return undefined;
  const span = tracer().startSpan(`publish ${type}`, { kind: SpanKind.PRODUCER }, parentContext(made));
  span.end();
  return traceparentOf(span) ?? made;
}

/** The span of handling a record, child of the span that sent it. The caller ends it. */
export const consumerSpan = (group: string, type: string, traceparent: string | undefined): Span =>
  tracer().startSpan(`${group} handles ${type}`, { kind: SpanKind.CONSUMER }, parentContext(traceparent));
