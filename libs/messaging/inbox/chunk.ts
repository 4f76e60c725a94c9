import type { ReceivedMessage } from '../bus/message-bus.js';
import { headerOf, type Readable } from './record.js';

/** Records that become one transaction: at most 100, at most one type that anybody reacts to. */
export interface Chunk {
  readonly records: readonly Readable[];
  /** The type that a consumer of the group wants; undefined when none of the records is wanted. */
  readonly type: string | undefined;
  readonly first: ReceivedMessage;
  readonly last: ReceivedMessage;
  /** Set for a single message without a valid envelope. */
  readonly unreadable?: Error;
}

const CHUNK_SIZE = 100;

/** Cuts a batch into chunks, in order. Records nobody wants ride along, since only their sequence matters. */
export function chunksOf(messages: readonly ReceivedMessage[], wanted: ReadonlySet<string>): Chunk[] {
  const chunks: Chunk[] = [];
  let records: Readable[] = [];
  let type: string | undefined;
  const close = (): void => {
    const chunk = chunkOf(records, type);
    if (chunk) chunks.push(chunk);
    records = [];
    type = undefined;
  };
  for (const message of messages) {
    const header = headerOf(message);
    if (header instanceof Error) {
      close();
      chunks.push({ records: [], type: undefined, first: message, last: message, unreadable: header });
      continue;
    }
    const wants = wanted.has(header.type) ? header.type : undefined;
    if (records.length >= CHUNK_SIZE || (wants !== undefined && type !== undefined && wants !== type)) close();
    records.push({ message, header });
    type ??= wants;
  }
  close();
  return chunks;
}

/** The two halves of a chunk that failed, so that the record at fault can be found. */
export function halvesOf(chunk: Chunk): Chunk[] {
  const middle = Math.ceil(chunk.records.length / 2);
  return [chunk.records.slice(0, middle), chunk.records.slice(middle)]
    .map((records) => chunkOf(records, chunk.type))
    .filter((half) => half !== undefined);
}

function chunkOf(records: readonly Readable[], type: string | undefined): Chunk | undefined {
  const [first] = records;
  const last = records.at(-1);
  return first && last ? { records, type, first: first.message, last: last.message } : undefined;
}
