import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(import.meta.dirname, 'fixtures/compiler');

describe('the compiler, with the options of the domain', () => {
  let folder = '';

  /** Names of the fixture files that do not compile. */
  const failing = (name: string, switchedOff: object = {}): string[] => {
    const project = join(folder, `${name}.json`);
    const compilerOptions = { composite: false, declaration: false, declarationMap: false, noEmit: true, rootDir: '/', tsBuildInfoFile: null, ...switchedOff };
    writeFileSync(
      project,
      JSON.stringify({ extends: join(ROOT, 'services/funding/domain/tsconfig.json'), compilerOptions, include: [join(FIXTURES, name)], exclude: [], references: [] }),
    );
    const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project, '--pretty', 'false'], { encoding: 'utf8', cwd: ROOT });
    const files = [...run.stdout.matchAll(/([^/\n]+\.ts)\(\d+,\d+\): error/g)].map(([, file]) => file ?? '');
    expect(run.status === 0).toBe(files.length === 0);
    return [...new Set(files)].toSorted();
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'goufu-compiler-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('refuses everything that only Node or a browser has', () => {
    expect(failing('bad')).toEqual(readdirSync(join(FIXTURES, 'bad')).toSorted());
  });

  it('refuses it because of these options alone', () => {
    expect(failing('bad', { types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')], lib: ['es2024', 'dom'] })).toEqual([]);
  });

  it('accepts a pure function', () => {
    expect(failing('good')).toEqual([]);
  });
});
