import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oxlint } from '../oxlint.ts';
import { tidy } from '../tidy/rules.ts';
import { Workspace } from '../tidy/workspace.ts';
import { withEntry } from './register.ts';
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

const SLICES = [
  ['funding', 'weigh-pebble'],
  ['funding', 'hold-pebble', '--consumes', 'evaluation.result-notified'],
  // One more cause of an effect, and one more effect of a cause.
  ['funding', 'hold-pebble', '--consumes', 'evaluation.round-opened'],
  ['funding', 'roll-pebble', '--consumes', 'evaluation.result-published'],
];

describe('a generated slice', () => {
  let root = '';
  const files: string[] = [];
  const registered: string[] = [];
  const next: string[] = [];
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');

  beforeAll(() => {
    root = copyOfWorkspace();
    for (const args of SLICES) {
      const written = writeSlice(root, sliceFrom(args));
      files.push(...written.files);
      registered.push(...written.registered);
      next.push(...written.next);
    }
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('is a folder with what its use case needs', () => {
    expect(files).toEqual([
      'services/funding/app/weigh-pebble/weigh-pebble.controller.ts',
      'services/funding/app/weigh-pebble/weigh-pebble.handler.ts',
      'services/funding/app/weigh-pebble/weigh-pebble.int-spec.ts',
      'services/funding/app/hold-pebble/on-evaluation-result-notified.consumer.ts',
      'services/funding/app/hold-pebble/hold-pebble.handler.ts',
      'services/funding/app/hold-pebble/hold-pebble.int-spec.ts',
      'services/funding/app/hold-pebble/on-evaluation-round-opened.consumer.ts',
      'services/funding/app/roll-pebble/roll-pebble.handler.ts',
      'services/funding/app/roll-pebble/roll-pebble.int-spec.ts',
    ]);
  });

  it('is known to the module, to the routes and to the catalogue', () => {
    const [module, routes, catalogue] = ['services/funding/app/funding.module.ts', 'libs/contracts/http/funding.ts', 'libs/contracts/catalogue.ts'] as const;
    expect(new Set(registered)).toEqual(new Set([module, routes, catalogue]));
    for (const name of ['WeighPebbleController', 'WeighPebbleHandler', 'OnEvaluationResultNotified', 'OnEvaluationRoundOpened', 'HoldPebbleHandler', 'RollPebbleHandler']) {
      expect(read(module)).toMatch(new RegExp(`^import \\{ ${name} \\} from '\\./[a-z-]+pebble/.*;$[^]*^  ${name},$`, 'm'));
    }
    expect(read(routes)).toMatch(/^export const fundingRoutes = \[[^\]]*\bweighPebble\b/m);
    expect(read(catalogue)).toMatch(/'evaluation\.result-notified': \[[^\]]*'funding'\]/);
    expect(read(catalogue).match(/'evaluation\.result-published': \[[^\]]*\]/)?.[0].match(/'funding'/g)).toHaveLength(1);
  });

  it('passes the linter', () => {
    expect(oxlint(root, ['services/funding/app/weigh-pebble', 'services/funding/app/hold-pebble', 'services/funding/app/roll-pebble', 'services/funding/app/funding.module.ts', 'libs/contracts'])).toEqual([]);
  });

  it('keeps the rules of the house', () => {
    expect(tidy(Workspace.read(root)).filter(({ path, message }) => /pebble/i.test(path + message))).toEqual([]);
  });

  it('compiles', () => {
    const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'services/funding/app', '--pretty', 'false'], { cwd: root, encoding: 'utf8' });
    expect(run.stdout.split('\n').filter((line) => [...files, ...registered].some((file) => line.includes(file)))).toEqual([]);
    expect(run.stdout).not.toContain('error TS5');
  });

  it.each([
    ['list-pebbles', 'pebbles', 'pebble'],
    ['get-suspended-entries', 'suspended-entries', 'suspended-entry'],
    ['import-batch', 'batches', 'batch'],
    ['close-process', 'processes', 'process'],
    ['note-status', 'statuses', 'status'],
    ['pay-survey', 'surveys', 'survey'],
  ])('%s is about %s, and each is a %s', (name, nouns, noun) => {
    expect(sliceFrom(['funding', name])).toMatchObject({ nouns, noun });
  });

  it('says what is left to do, and who has the fact already', () => {
    expect(next.join('\n')).toContain('services/funding/app/release-tranche/on-evaluation-result-published.consumer.ts takes the fact, once for the service');
    expect(next.join('\n')).toContain('services/funding/app/release-tranche/deliveries.int-spec.ts');
    expect(next.filter((step) => step.includes('.module.ts'))).toEqual([]);
  });

  it('is refused when it would overwrite another, or names nothing that exists', () => {
    expect(() => writeSlice(root, sliceFrom(['funding', 'weigh-pebble']))).toThrow('exists already');
    expect(() => writeSlice(root, sliceFrom(['funding', 'hold-pebble', '--consumes', 'evaluation.result-published']))).toThrow('call HoldPebbleHandler from there');
    expect(() => writeSlice(root, sliceFrom(['lending', 'weigh-pebble']))).toThrow('there is no services/lending');
    expect(() => writeSlice(root, sliceFrom(['funding', 'drop-pebble', '--consumes', 'evaluation.result-guessed']))).toThrow('there is no fact');
    expect(() => sliceFrom(['funding', 'pebble'])).toThrow('verb and a noun');
    expect(() => sliceFrom(['funding'])).toThrow('npm run new:slice');
  });
});

describe('every service that keeps data', () => {
  const modules = globSync('services/*/app/*.service.ts', { cwd: ROOT }).map((path) => path.replace('.service.ts', '.module.ts'));

  it.each(modules)('%s has the lists that a slice is registered in', (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    for (const list of ['controllers', 'handlers']) expect(withEntry(text, list, 'Pebble', './weigh-pebble/pebble.js')).toMatch(/^import \{ Pebble \}[^]*^ {2}Pebble,$/m);
  });
});
