import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  service: z.string(),
  startTime: z.string(),
  endTime: z.string(),
});
export type Span = z.infer<typeof span>;

/** W3C trace context under which an act is played. */
export const newTraceparent = (): string => `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;

export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
export const spanIdOf = (traceparent: string): string => traceparent.slice(36, 52);

/** All exported spans of a trace, by when they began. A line that is still being written is left out. */
export async function spansOf(traceDir: string, traceId: string): Promise<Span[]> {
  const spans: Span[] = [];
  for (const file of await readdir(traceDir)) {
    if (!file.endsWith('.jsonl')) continue;
    const text = await readFile(join(traceDir, file), 'utf8');
    const complete = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    for (const line of complete) if (line.includes(traceId)) spans.push(span.parse(JSON.parse(line)));
  }
  return spans.toSorted((a, b) => (a.startTime < b.startTime ? -1 : 1));
}

/** Spans whose parent was never exported, though it is not the root: missing links. */
export function orphansOf(spans: readonly Span[], rootSpanId: string): Span[] {
  const known = new Set([rootSpanId, ...spans.map(({ spanId }) => spanId)]);
  return spans.filter(({ parentSpanId }) => parentSpanId === undefined || !known.has(parentSpanId));
}

/** The spans from the root down to `leaf`, by parent links. */
export function pathTo(leaf: Span, spans: readonly Span[]): Span[] {
  const parent = spans.find(({ spanId }) => spanId === leaf.parentSpanId);
  return parent ? [...pathTo(parent, spans), leaf] : [leaf];
}
