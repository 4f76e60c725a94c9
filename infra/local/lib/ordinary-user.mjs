/**
 * PostgreSQL refuses to run as root. Root therefore runs it as an ordinary user of a user namespace, which may still enter root's own folders;
 * where namespaces are not allowed (many containers), as the user `postgres` or `nobody`, with program and data under /var/tmp.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from './say.mjs';

const namespace = ['-U', '--map-user=1000', '--map-group=1000'];

/**
 * As whom PostgreSQL runs: `as(program, args)` gives what to spawn, `binaries` and `folder` where program and data are then,
 * `give(path)` hands a file over. `wanted` is the choice of an earlier start, because the data
 * belongs to that user; `version` is that of the program.
 */
export function ordinaryUser({ wanted, version, binaries, folder }) {
  const stay = { binaries, folder, give: () => undefined };
  if (process.getuid() !== 0) return { name: 'self', as: (command, args) => ({ command, args }), ...stay };
  if (wanted === 'namespace' || (wanted === undefined && namespaceWorks(binaries, folder))) {
    return { name: 'namespace', as: (program, args) => ({ command: 'unshare', args: [...namespace, program, ...args] }), ...stay };
  }
  return underVarTmp(version, binaries, folder);
}

function namespaceWorks(binaries, folder) {
  const probe = '"$0" --version && test -w "$1"';
  return spawnSync('unshare', [...namespace, 'sh', '-c', probe, join(binaries, 'bin', 'postgres'), folder]).status === 0;
}

function underVarTmp(version, binaries, folder) {
  const { uid, gid } = account('postgres') ?? account('nobody');
  const away = join('/var/tmp', `goufu-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  mkdirSync(away, { recursive: true, mode: 0o755 });
  if (lstatSync(away).uid !== 0) throw new Trouble(`${away} belongs to somebody else.`, `rm -r ${away}`);
  const program = join(away, `program-${version}`);
  if (!existsSync(join(program, 'bin', 'postgres'))) cpSync(binaries, program, { recursive: true, verbatimSymlinks: true });
  const home = join(away, 'home');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chownSync(home, uid, gid);
  return {
    name: 'account',
    as: (command, args) => ({ command, args, uid, gid }),
    binaries: program,
    folder: home,
    give: (path) => chownSync(path, uid, gid),
  };
}

function account(name) {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${name}:`));
  if (line === undefined) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
