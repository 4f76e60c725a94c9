/** Everything that can be known to be missing is said before anything starts. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { requirements as stackRequirements } from './requirements.mjs';
import { cacheDir, localDir, root } from './paths.mjs';
import { isFree, listenerOn } from './ports.mjs';
import { running } from './processes.mjs';
import { lastLinesOf, say, Trouble } from './say.mjs';

/** Packages, Kafka and data before the first start; afterwards room for data to grow. */
const neededGb = existsSync(join(root, 'node_modules')) ? 1 : 3;

/** Checks machine, folders and programs; as root, installs the programs that are missing with one apt command. */
export function preflight(requirements = stackRequirements) {
  checkMachine();
  for (const folder of [root, localDir, cacheDir]) checkFolder(folder);
  let missing = requirements.filter(({ find }) => find() === null);
  if (missing.length > 0 && process.getuid() === 0 && hasApt()) {
    install(missing);
    missing = missing.filter(({ find }) => find() === null);
  }
  if (missing.length > 0) throw missingTrouble(missing);
  for (const { name, find } of requirements) say('preflight', `${name}: ${find().path ?? find().version}`);
}

/** A kept port that a stranger has taken meanwhile. `ports` is name → port; names of our own running processes are fine. */
export async function checkPorts(home, ports) {
  for (const [name, port] of Object.entries(ports)) {
    if (running(home, name.replace('-controller', '')) !== null || (await isFree(port))) continue;
    throw new Trouble(`port ${port}, which ${name} keeps, is taken by ${listenerOn(port)}.`, `end that program; or choose new ports: npm run stop && rm ${home.dir}/ports.json`);
  }
}

function checkMachine() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Trouble(`Node ${process.versions.node} is too old.`, 'install Node 20 or newer (https://nodejs.org); Goufu brings its own Node 24 with the packages.');
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new Trouble(`the stack without Docker runs on Linux (x64, arm64), not on ${process.platform} ${process.arch}.`, 'docker compose up --wait');
  }
}

function checkFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Trouble(`the folder ${folder} cannot be written by you (${error.code}).`, `sudo chown -R "$(id -un)" ${folder}`);
  }
  const { bavail, bsize } = statfsSync(folder);
  const freeGb = (bavail * bsize) / 1e9;
  if (freeGb < neededGb) throw new Trouble(`only ${freeGb.toFixed(1)} GB are free in ${folder}; ${neededGb} GB are needed.`, 'free some space and run the command again.');
}

const hasApt = () => existsSync('/usr/bin/apt-get');

function install(missing) {
  const refresh = () => spawnSync('apt-get', ['update', '-qq'], { encoding: 'utf8' });
  if (missing.some(({ packages }) => !packages.some(isOffered))) refresh();
  const packages = missing.map(packageOf);
  say('preflight', `installing with apt: ${packages.join(' ')}`);
  const attempt = () => spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  let done = attempt();
  if (done.status !== 0) {
    refresh();
    done = attempt();
  }
  if (done.status !== 0) throw new Trouble(`apt could not install ${packages.join(' ')}.`, `${commandFor(missing)}   (run it yourself and read what it says)`, lastLinesOf(done));
}

const packageOf = ({ packages }) => packages.find(isOffered) ?? packages[0];

/** Whether apt knows a version of the package to install. */
function isOffered(name) {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return /Candidate: (?!\(none\))/.test(stdout ?? '');
}

function commandFor(missing) {
  return `${process.getuid() === 0 ? '' : 'sudo '}sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing.map(packageOf).join(' ')}'`;
}

function missingTrouble(missing) {
  const list = missing.map(({ name, why, variable }) => `${name} (${why}; or name the program in ${variable})`).join('\n');
  const mend = hasApt() ? commandFor(missing) : 'install these with the package manager of your system, or name the programs in the variables above.';
  return new Trouble(`${missing.length === 1 ? 'one program is' : `${missing.length} programs are`} missing.`, mend, list);
}
