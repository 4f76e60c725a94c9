/** The npm packages: installed when they are missing or differ from package-lock.json, and Node 24 among them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './home.mjs';
import { root } from './paths.mjs';
import { say, Trouble } from './say.mjs';

const secondRun = 'GOUFU_UNDER_PINNED_NODE';
const pinnedNode = join(root, 'node_modules', '.bin', 'node');

/** Runs `npm ci` unless every package of the lockfile is installed in its version. */
export function ensurePackages() {
  const reason = whyInstall();
  if (reason === null) return;
  say('packages', `${reason}: npm ci brings them from the npm registry (about a minute)`);
  const done = spawnSync('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) throw new Trouble('npm could not install the packages.', 'read what npm says above, mend it, and run the command again.');
  if (!existsSync(pinnedNode)) throw new Trouble('npm left out the optional packages that bring Node 24 and PostgreSQL.', 'npm config delete omit; npm ci --include=optional');
  say('packages', 'installed');
}

/** Runs this very command again under the Node of package-lock.json, and ends with its result. Returns when it already runs there. */
export function underPinnedNode() {
  const { version } = readJson(join(root, 'node_modules', `node-linux-${process.arch}`, 'package.json'), {});
  if (process.versions.node === version) return;
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`;
  const { status } = spawnSync(pinnedNode, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, PATH: path, [secondRun]: 'yes' } });
  process.exit(status ?? 1);
}

/** Whether this process was started by `underPinnedNode`, after everything was checked. */
export const isSecondRun = () => process.env[secondRun] === 'yes';

function whyInstall() {
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'), null)?.packages;
  if (installed === undefined || !existsSync(pinnedNode)) return 'packages are missing';
  const wanted = Object.entries(readJson(join(root, 'package-lock.json'), { packages: {} }).packages);
  const differs = wanted.some(([path, { version, optional, link }]) => path.startsWith('node_modules/') && !link && !optional && installed[path]?.version !== version);
  return differs ? 'package-lock.json has changed' : null;
}
