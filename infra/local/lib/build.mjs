/** Compiles what changed. Nx keeps a cache; the stamp spares even the question when no source is newer than the last build. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from './home.mjs';
import { root } from './paths.mjs';
import { lastLinesOf, say, Trouble } from './say.mjs';

const watched = ['libs', 'services', 'infra', 'package-lock.json', 'tsconfig.base.json', 'nx.json'];
const generated = new Set(['node_modules', 'dist', '.tsc', 'coverage']);

/** Builds every package, unless sources and results are those of the last build. Returns whether it did. */
export function build(home) {
  const stampFile = join(home.dir, 'build.json');
  const before = fingerprint();
  if (readJson(stampFile, null)?.sources === before && readJson(stampFile, null).results.every((entry) => existsSync(entry))) return false;
  say('build', 'compiling what changed (nx run-many -t build)');
  const done = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0' } });
  const log = join(home.logs, 'build.log');
  writeFileSync(log, `${done.stdout}${done.stderr}`);
  if (done.status !== 0) throw new Trouble('a package does not compile.', `read ${log}, mend the source, and run the command again.`, lastLinesOf(done, 25));
  say('build', 'done');
  writeJson(stampFile, { sources: before, results: builtFolders() });
  return true;
}

function builtFolders() {
  const packages = ['libs', 'services', 'infra'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name, 'dist')));
  return packages.filter((folder) => existsSync(folder));
}

/** A digest of path, size and time of every source. */
function fingerprint() {
  const digest = createHash('sha256');
  const visit = (path, name) => {
    const { size, mtimeMs } = statSync(path);
    if (!statSync(path).isDirectory()) return digest.update(`${path} ${size} ${mtimeMs}\n`);
    if (generated.has(name) || name === '.local') return undefined;
    for (const entry of readdirSync(path).toSorted()) visit(join(path, entry), entry);
    return undefined;
  };
  for (const name of watched) visit(join(root, name), name);
  return digest.digest('hex');
}
