import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import type { DueTask } from './due-task.js';

/** Runs one attempt in a span under the transaction that scheduled it, and hands on the span's traceparent. */
export function inTaskSpan<Result>(task: DueTask, work: (traceparent: string | undefined) => Promise<Result>): Promise<Result> {
  const parent = propagation.extract(ROOT_CONTEXT, { traceparent: task.traceparent });
  return trace.getTracer('@goufu/tasks').startActiveSpan(`task ${task.kind}`, {}, parent, async (span) => {
    try {
      const carrier: { traceparent?: string } = {};
      propagation.inject(context.active(), carrier);
      return await work(carrier.traceparent ?? task.traceparent);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
