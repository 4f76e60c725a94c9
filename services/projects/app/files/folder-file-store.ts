import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore, type StagedFile } from './file-store.js';
import { mediaTypeOf, TextCheck } from './recognise.js';

/** Without a single byte. */
const NOBODY_RECEIVES_SO_LONG_MS = 3_600_000;

/**
 * Files in a folder: written under a generated name, synced, then renamed to `ab/cd/<sha256>`. Nothing of what a client says
 * about a file becomes part of a path.
 */
export class FolderFileStore extends FileStore {
  private readonly incoming: string;

  private constructor(private readonly folder: string) {
    super();
    this.incoming = join(folder, 'incoming');
  }

  /** Throws away what a process that was killed had begun to receive; another one that lives may be receiving still. */
  static async in(folder: string): Promise<FolderFileStore> {
    const store = new FolderFileStore(folder);
    await mkdir(store.incoming, { recursive: true });
    for (const name of await readdir(store.incoming)) {
      const path = join(store.incoming, name);
      const last = await stat(path).catch(() => undefined);
      if (last && last.mtimeMs < performance.timeOrigin - NOBODY_RECEIVES_SO_LONG_MS) await rm(path, { force: true });
    }
    return store;
  }

  async stage(content: Readable): Promise<StagedFile> {
    await mkdir(this.incoming, { recursive: true });
    const path = join(this.incoming, randomUUID());
    const discard = () => rm(path, { force: true });
    try {
      const { sha256, sizeBytes, isText } = await receive(content, path);
      const mediaType = sizeBytes === 0 ? undefined : await mediaTypeOf(path, isText);
      return { sha256, sizeBytes, mediaType, keep: () => this.keep(path, sha256), discard };
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /** Opened before it is answered, so that a missing file is an error and not half an answer. */
  async open(sha256: string): Promise<Readable> {
    const file = await open(this.placeOf(sha256), 'r');
    return file.createReadStream();
  }

  /** The same content has the same name: a rename over it changes nothing. */
  private async keep(path: string, sha256: string): Promise<void> {
    const place = this.placeOf(sha256);
    await mkdir(dirname(place), { recursive: true });
    await rename(path, place);
    await syncFolder(dirname(place));
  }

  private placeOf(sha256: string): string {
    return join(this.folder, 'content', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

interface Received {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly isText: boolean;
}

/** Writes a stream to a new file and syncs it; hashes and reads along on the way. */
async function receive(content: Readable, path: string): Promise<Received> {
  const file = await open(path, 'wx', 0o600);
  try {
    const received = await copy(content, file);
    await file.sync();
    return received;
  } finally {
    await file.close();
  }
}

async function copy(content: Readable, file: FileHandle): Promise<Received> {
  const hash = createHash('sha256');
  const text = new TextCheck();
  let sizeBytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    hash.update(chunk);
    text.read(chunk);
    sizeBytes += chunk.length;
    await file.writeFile(chunk);
  }
  return { sha256: hash.digest('hex'), sizeBytes, isText: text.isText() };
}

/** A rename is durable once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
