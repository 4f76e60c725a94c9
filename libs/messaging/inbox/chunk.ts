import type { ReceivedMessage } from '../bus/message-bus.js';
import { headerOf, type Readable } from './record.js';

/** Records of one partition that become one transaction, of whatever types. */
export interface Chunk {
  readonly records: readonly Readable[];
  readonly first: ReceivedMessage;
  readonly last: ReceivedMessage;
  /** Set for a single message without a valid envelope. */
  readonly unreadable?: Error;
}

/** Cuts a batch into chunks of at most `size`, in order. Records nobody wants ride along, since only their sequence matters. */
export function chunksOf(messages: readonly ReceivedMessage[], size: number): Chunk[] {
  const chunks: Chunk[] = [];
  let records: Readable[] = [];
  const close = (): void => {
    const chunk = chunkOf(records);
    if (chunk) chunks.push(chunk);
    records = [];
  };
  for (const message of messages) {
    const header = headerOf(message);
    if (header instanceof Error) {
      close();
      chunks.push({ records: [], first: message, last: message, unreadable: header });
      continue;
    }
    if (records.length >= size) close();
    records.push({ message, header });
  }
  close();
  return chunks;
}

/** The two halves of a chunk that failed, so that the record at fault can be found. */
export function halvesOf(chunk: Chunk): Chunk[] {
  const middle = Math.ceil(chunk.records.length / 2);
  return [chunk.records.slice(0, middle), chunk.records.slice(middle)].map(chunkOf).filter((half) => half !== undefined);
}

function chunkOf(records: readonly Readable[]): Chunk | undefined {
  const [first] = records;
  const last = records.at(-1);
  return first && last ? { records, first: first.message, last: last.message } : undefined;
}

/**
 * Due records as their consumers take them: each step is of one type, and together they keep the order of every key. Keys
 * pass each other, as they do between partitions.
 */
export function stepsOf(due: readonly Readable[]): Readable[][] {
  const steps: Readable[][] = [];
  const reached = new Map<string, number>();
  for (const record of due) {
    const { subject, type } = record.header;
    const from = reached.get(subject) ?? 0;
    const found = steps.findIndex((step, i) => i >= from && step[0]?.header.type === type);
    const at = found === -1 ? steps.push([]) - 1 : found;
    steps[at]?.push(record);
    reached.set(subject, at);
  }
  return steps;
}
