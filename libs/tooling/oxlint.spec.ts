import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oxlint } from './oxlint.ts';
import type { Finding } from './tidy/workspace.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(import.meta.dirname, 'fixtures/oxlint');
const PROJECT = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions: { noEmit: true }, include: ['libs', 'services'] };

interface Rules {
  readonly rules: Readonly<Record<string, unknown>>;
}
interface Config extends Rules {
  readonly overrides: readonly Rules[];
}
const { $schema: _schema, options, ...config } = JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8')) as Config & Record<string, unknown>;
const chosen = [config, ...config.overrides].flatMap(({ rules }) => Object.entries(rules).filter(([, level]) => level !== 'off').map(([name]) => name));
const folderOf = (rule: string): string => rule.replace('/', '.');

/** The real configuration with one rule taken out. */
const without = (rule: string): Config => {
  const off = <Some extends Rules>(some: Some): Some => (rule in some.rules ? { ...some, rules: { ...some.rules, [rule]: 'off' } } : some);
  return { ...off(config), overrides: config.overrides.map(off) };
};

describe('the rules of the linter', () => {
  let workspace = '';
  let findings: Finding[] = [];

  /** Copies a fixture under a root of its own, so that the configuration sees the paths it speaks of. */
  const stage = (rule: string, name: 'bad' | 'good' | 'off'): void => {
    const root = join(workspace, folderOf(rule), name);
    cpSync(join(FIXTURES, folderOf(rule), name === 'good' ? 'good' : 'bad'), root, { recursive: true });
    writeFileSync(join(root, '.oxlintrc.json'), JSON.stringify(name === 'off' ? without(rule) : config));
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(PROJECT));
  };
  const found = (rule: string, name: string): string[] => [
    ...new Set(findings.filter(({ path }) => path.startsWith(`${folderOf(rule)}/${name}/`)).map((finding) => finding.rule)),
  ];

  beforeAll(() => {
    workspace = mkdtempSync(join(tmpdir(), 'goufu-lint-'));
    symlinkSync(join(ROOT, 'node_modules'), join(workspace, 'node_modules'));
    writeFileSync(join(workspace, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(workspace, '.oxlintrc.json'), JSON.stringify({ options }));
    for (const rule of chosen) {
      mkdirSync(join(workspace, folderOf(rule)));
      for (const name of ['bad', 'good', 'off'] as const) stage(rule, name);
    }
    findings = oxlint(workspace, chosen.map(folderOf));
  }, 60_000);
  afterAll(() => {
    rmSync(workspace, { recursive: true });
  });

  it('that were chosen by name each have a fixture and a line in docs/style.md', () => {
    const style = readFileSync(join(ROOT, 'docs/style.md'), 'utf8');
    expect(chosen.filter((name) => !style.includes(`\`${name}\``))).toEqual([]);
    expect(readdirSync(FIXTURES).toSorted()).toEqual(chosen.map(folderOf).toSorted());
  });

  it.each(chosen)('%s refuses its bad fixture, and nothing else does; it accepts the good one', (rule) => {
    expect(found(rule, 'bad')).toEqual([rule]);
    expect(found(rule, 'off')).toEqual([]);
    expect(found(rule, 'good')).toEqual([]);
  });
});
