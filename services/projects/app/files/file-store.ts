import type { Readable } from 'node:stream';
import type { FoundFile } from '../../domain/deliverable/file-policy.js';

/** A file that was received whole, and is not kept yet. */
export interface StagedFile extends FoundFile {
  /** Makes it durable under its hash; nothing is done when the same content is there already. */
  keep(): Promise<void>;
  /** Forgets it. May be called after `keep`, and then does nothing. */
  discard(): Promise<void>;
}

/** Where the content of files lies, addressed by its SHA-256. */
export abstract class FileStore {
  /** Receives a stream to its end. Fails with the stream's own error, and then keeps nothing. */
  abstract stage(content: Readable): Promise<StagedFile>;
  abstract open(sha256: string): Promise<Readable>;
}
