import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { journalRecord, type JournalRecord } from './schemas.js';

/** The one file that survives: append-only JSON lines, on disk before anything is answered. */
export class Journal {
  readonly #file: number;
  /** What an earlier process wrote. */
  readonly records: readonly JournalRecord[];

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, 'journal.jsonl');
    const content = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    // A kill can tear the last line; it was never answered, so it never happened.
    const whole = content.subarray(0, content.lastIndexOf('\n') + 1);
    this.records = whole.toString('utf8').split('\n').slice(0, -1).map((line) => journalRecord.parse(JSON.parse(line)));
    this.#file = openSync(path, 'a');
    ftruncateSync(this.#file, whole.length);
  }

  append(record: JournalRecord): void {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    for (let written = 0; written < line.length; ) written += writeSync(this.#file, line, written);
    fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}
