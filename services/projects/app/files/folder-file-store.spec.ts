import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FolderFileStore } from './folder-file-store.js';

let folder: string;
const files = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'goufu-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the folder of files', () => {
  it('begins without what a killed process had begun to receive, and leaves alone what may still be coming', async () => {
    const incoming = join(folder, 'incoming');
    mkdirSync(incoming, { recursive: true });
    for (const name of ['left', 'coming']) writeFileSync(join(incoming, name), 'half');
    utimesSync(join(incoming, 'left'), new Date(0), new Date(0));
    await FolderFileStore.in(folder);
    expect(files()).toEqual(['coming']);
  });

  it('keeps nothing of a stream that breaks off, and what is not kept', async () => {
    const store = await FolderFileStore.in(folder);
    const broken = Readable.from(
      (function* half() {
        yield Buffer.from('%PDF-1.7');
        throw new Error('the line is cut');
      })(),
    );
    await expect(store.stage(broken)).rejects.toThrow('the line is cut');
    await (await store.stage(Readable.from([Buffer.from('a')]))).discard();
    expect(files()).toEqual([]);
  });

  it('keeps the same content once, under its hash', async () => {
    const store = await FolderFileStore.in(folder);
    for (const parts of [['re', 'port'], ['report']]) await (await store.stage(Readable.from(parts.map((part) => Buffer.from(part))))).keep();
    const sha256 = createHash('sha256').update('report').digest('hex');
    expect(files()).toEqual([sha256]);
    expect(Buffer.concat(await (await store.open(sha256)).toArray()).toString()).toBe('report');
  });
});
