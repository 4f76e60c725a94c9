import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that was taken out of `in`, so that nobody else takes it and nobody writes to its name again. */
export interface ClaimedFile {
  /** Its name while it is taken. */
  readonly claim: string;
  readonly name: string;
  readonly content: Buffer;
}

interface Seen {
  readonly size: number;
  readonly changedMs: number;
  readonly sinceMs: number;
}

/** Names of files that somebody is still writing, by the customs of those who write them. */
const UNFINISHED = /^\.|\.(?:tmp|part|filepart|swp)$|~$/i;
const UUID_AND_DASH = 37;
const WHOLE = /<\/(?:[\w.-]+:)?Document\s*>\s*$/;

/**
 * The folder between us and the treasury: `out` is fetched by it, `in` is filled by it. A file is `taken` while it is read, and
 * ends in `processed` or `refused`, where the original is kept.
 */
export class TreasuryFolder {
  readonly #seen = new Map<string, Seen>();

  /** `patienceMs`: how long a file may lie unfinished before it is taken as it is. `elapsedMs` tells machine time. */
  constructor(
    private readonly root: string,
    private readonly patienceMs: number,
    private readonly elapsedMs: () => number,
  ) {}

  async prepare(): Promise<void> {
    for (const folder of ['out', 'in', 'taken', 'processed', 'refused']) await mkdir(join(this.root, folder), { recursive: true });
  }

  /** Puts a file where the treasury fetches it: whole or not at all, and on disk before this returns. */
  async put(name: string, text: string): Promise<void> {
    await this.write('out', name, text);
  }

  /** Whether a file still lies where the treasury has not fetched it. */
  async waits(name: string): Promise<boolean> {
    return (await stat(join(this.root, 'out', name)).catch(() => undefined)) !== undefined;
  }

  /** Takes what has arrived whole, the oldest first, together with what was taken before and not finished. */
  async *claim(): AsyncGenerator<ClaimedFile> {
    // Under a name of its own, so that the next file of the same name takes nobody's place.
    for (const name of await this.arrived()) await rename(join(this.root, 'in', name), join(this.root, 'taken', `${randomUUID()}-${name}`)).catch(ignoreMissing);
    for (const claim of await this.byAge('taken')) {
      const content = await readFile(join(this.root, 'taken', claim)).catch(ignoreMissing);
      if (content) yield { claim, name: claim.slice(UUID_AND_DASH), content };
    }
  }

  /** Moves a file that was taken to where it stays, under a name that its content makes its own; a reason goes beside it. */
  async keep({ claim, name }: ClaimedFile, sha256: string, folder: 'processed' | 'refused', reason?: object): Promise<void> {
    const kept = `${sha256.slice(0, 16)}-${name.slice(-120)}`;
    if (reason) await this.write(folder, `${kept}.reason.json`, `${JSON.stringify(reason, undefined, 2)}\n`);
    await rename(join(this.root, 'taken', claim), join(this.root, folder, kept)).catch(ignoreMissing);
    await syncFolder(join(this.root, folder));
  }

  /** Temporary file in the same folder, its bytes on disk, its name in one step, and the folder on disk. */
  private async write(folder: string, name: string, text: string): Promise<void> {
    const temporary = join(this.root, folder, `.${name}.${randomUUID()}.tmp`);
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(this.root, folder, name));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(join(this.root, folder));
  }

  /** A file has arrived when its root element is closed, or when nobody has written to it for so long that nobody will. */
  private async arrived(): Promise<string[]> {
    const names = await this.byAge('in');
    for (const name of this.#seen.keys()) if (!names.includes(name)) this.#seen.delete(name);
    const arrived: string[] = [];
    for (const name of names) if (await this.isWhole(name)) arrived.push(name);
    return arrived;
  }

  private async isWhole(name: string): Promise<boolean> {
    const path = join(this.root, 'in', name);
    const found = await stat(path).catch(ignoreMissing);
    if (!found) return false;
    if (WHOLE.test(await endOf(path, found.size))) return true;
    const before = this.#seen.get(name);
    const unchanged = before && before.size === found.size && before.changedMs === found.mtimeMs;
    const now = this.elapsedMs();
    this.#seen.set(name, unchanged ? before : { size: found.size, changedMs: found.mtimeMs, sinceMs: now });
    return unchanged === true && now - before.sinceMs >= this.patienceMs;
  }

  private async byAge(folder: string): Promise<string[]> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name));
    const aged = await Promise.all(files.map(async ({ name }) => ({ name, at: (await stat(join(this.root, folder, name)).catch(ignoreMissing))?.mtimeMs ?? 0 })));
    return aged.toSorted((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
  }
}

async function endOf(path: string, size: number): Promise<string> {
  const length = Math.min(size, 200);
  const file = await open(path, 'r').catch(ignoreMissing);
  if (!file) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Another process was quicker. */
function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  return undefined;
}
