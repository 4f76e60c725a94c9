import { describe, expect, it } from '@jest/globals';
import { newTraceparent, orphansOf, pathTo, spanIdOf, traceIdOf, type Span } from './traces.js';

const span = (spanId: string, parentSpanId: string | undefined, service = 'funding'): Span => ({
  traceId: 't',
  spanId,
  parentSpanId,
  name: spanId,
  service,
  startTime: '',
  endTime: '',
});

describe('walking a trace', () => {
  const spans = [span('request', 'root', 'evaluation'), span('publish', 'request', 'evaluation'), span('consume', 'publish')];

  it('finds no orphan when every link is there', () => {
    expect(orphansOf(spans, 'root')).toEqual([]);
  });

  it('names the span whose parent was never exported', () => {
    expect(orphansOf([...spans, span('lost', 'nowhere')], 'root').map(({ name }) => name)).toEqual(['lost']);
  });

  it('goes from the root down to a leaf', () => {
    expect(pathTo(span('consume', 'publish'), spans).map(({ name }) => name)).toEqual(['request', 'publish', 'consume']);
  });

  it('reads the ids of a traceparent back', () => {
    const traceparent = newTraceparent();
    expect(traceparent).toBe(`00-${traceIdOf(traceparent)}-${spanIdOf(traceparent)}-01`);
  });
});
