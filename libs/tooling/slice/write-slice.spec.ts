import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oxlint } from '../oxlint.ts';
import { tidy } from '../tidy/rules.ts';
import { Workspace } from '../tidy/workspace.ts';
import { sliceFrom } from './slice.ts';
import { writeSlice } from './write-slice.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SKIPPED = new Set(['node_modules', 'dist', '.tsc', 'fixtures', 'tooling']);
const PROJECT = {
  extends: '../../../tsconfig.base.json',
  compilerOptions: { composite: false, declaration: false, declarationMap: false, noEmit: true, rootDir: '../../..', customConditions: ['@goufu/source'] },
  include: ['**/*.ts'],
};

/** A copy of the libraries and one service, whose packages resolve to the copy. */
function copyOfWorkspace(): string {
  const root = mkdtempSync(join(tmpdir(), 'goufu-slice-'));
  const filter = (path: string): boolean => !SKIPPED.has(basename(path));
  for (const path of ['libs', 'services/funding', 'package.json', 'tsconfig.base.json', '.oxlintrc.json']) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true, filter });
  }
  mkdirSync(join(root, 'node_modules/@goufu'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@goufu') symlinkSync(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  }
  for (const name of readdirSync(join(root, 'libs'))) symlinkSync(join(root, 'libs', name), join(root, 'node_modules/@goufu', name));
  writeFileSync(join(root, 'services/funding/app/tsconfig.json'), JSON.stringify(PROJECT));
  return root;
}

/** What the generator says is left to register, done. */
const MODULE = `import { Module } from '@nestjs/common';
import { WeighPebbleController } from './weigh-pebble/weigh-pebble.controller.js';
import { WeighPebbleHandler } from './weigh-pebble/weigh-pebble.handler.js';
import { OnEvaluationResultPublished } from './hold-pebble/on-evaluation-result-published.consumer.js';
import { HoldPebbleHandler } from './hold-pebble/hold-pebble.handler.js';

@Module({ controllers: [WeighPebbleController], providers: [WeighPebbleHandler, OnEvaluationResultPublished, HoldPebbleHandler] })
class PebbleModule {}

new PebbleModule();
`;

describe('a generated slice', () => {
  let root = '';
  const files: string[] = [];

  beforeAll(() => {
    root = copyOfWorkspace();
    for (const args of [
      ['funding', 'weigh-pebble'],
      ['funding', 'hold-pebble', '--consumes', 'evaluation.result-published'],
    ]) {
      files.push(...writeSlice(root, sliceFrom(args)).files);
    }
    writeFileSync(join(root, 'services/funding/app/pebble.module.ts'), MODULE);
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('is a folder with what its use case needs', () => {
    expect(files).toEqual([
      'services/funding/app/weigh-pebble/weigh-pebble.controller.ts',
      'services/funding/app/weigh-pebble/weigh-pebble.handler.ts',
      'services/funding/app/weigh-pebble/weigh-pebble.int-spec.ts',
      'libs/contracts/http/funding.ts',
      ...(files.includes('libs/contracts/index.ts') ? ['libs/contracts/index.ts'] : []),
      'services/funding/app/hold-pebble/on-evaluation-result-published.consumer.ts',
      'services/funding/app/hold-pebble/hold-pebble.handler.ts',
      'services/funding/app/hold-pebble/hold-pebble.int-spec.ts',
    ]);
  });

  it('passes the linter', () => {
    expect(oxlint(root, ['services/funding/app/weigh-pebble', 'services/funding/app/hold-pebble', 'libs/contracts/http'])).toEqual([]);
  });

  it('keeps the rules of the house', () => {
    expect(tidy(Workspace.read(root)).filter(({ path, message }) => /pebble/i.test(path + message))).toEqual([]);
  });

  it('compiles', () => {
    const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'services/funding/app', '--pretty', 'false'], { cwd: root, encoding: 'utf8' });
    expect(run.stdout.split('\n').filter((line) => files.some((file) => line.includes(file)))).toEqual([]);
    expect(run.stdout).not.toContain('error TS5');
  });

  it('is told of another reaction to the same fact', () => {
    const { next } = writeSlice(root, sliceFrom(['funding', 'roll-pebble', '--consumes', 'evaluation.result-published']));
    expect(next.join('\n')).toContain('services/funding/app/hold-pebble/on-evaluation-result-published.consumer.ts reacts already');
  });

  it('is refused when it would overwrite another, or names nothing that exists', () => {
    expect(() => writeSlice(root, sliceFrom(['funding', 'weigh-pebble']))).toThrow('exists already');
    expect(() => writeSlice(root, sliceFrom(['lending', 'weigh-pebble']))).toThrow('there is no services/lending');
    expect(() => writeSlice(root, sliceFrom(['funding', 'drop-pebble', '--consumes', 'evaluation.result-guessed']))).toThrow('there is no fact');
    expect(() => sliceFrom(['funding', 'pebble'])).toThrow('verb and a noun');
    expect(() => sliceFrom(['funding'])).toThrow('npm run new:slice');
  });
});
