import { mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** Appends each span as one JSON line to `<folder>/<service>.jsonl`: traces without a collector. */
export class JsonLinesExporter implements SpanExporter {
  private readonly file: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly service: string,
    folder: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, `${service}.jsonl`);
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const lines = spans.map((span) => `${JSON.stringify(this.lineOf(span))}\n`).join('');
    this.writing = this.writing
      .then(() => appendFile(this.file, lines))
      .then(
        () => done({ code: ExportResultCode.SUCCESS }),
        (error: Error) => done({ code: ExportResultCode.FAILED, error }),
      );
  }

  async shutdown(): Promise<void> {
    await this.writing;
  }

  private lineOf(span: ReadableSpan): object {
    const { traceId, spanId } = span.spanContext();
    return {
      traceId,
      spanId,
      parentSpanId: span.parentSpanContext?.spanId,
      name: span.name,
      kind: SpanKind[span.kind].toLowerCase(),
      service: this.service,
      startTime: isoOf(span.startTime),
      endTime: isoOf(span.endTime),
      attributes: span.attributes,
      status: SpanStatusCode[span.status.code].toLowerCase(),
    };
  }
}

let lastSecond = { seconds: -1, text: '' };

/** ISO-8601 in UTC with microseconds. Most spans begin and end in the second of the one before. */
function isoOf([seconds, nanoseconds]: ReadableSpan['startTime']): string {
  if (lastSecond.seconds !== seconds) lastSecond = { seconds, text: new Date(seconds * 1000).toISOString().slice(0, 20) };
  return `${lastSecond.text}${String(Math.trunc(nanoseconds / 1000)).padStart(6, '0')}Z`;
}
