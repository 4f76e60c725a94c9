/** npm run logs -- <process> [-f]: the last lines of a process's log; -f follows it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { openHome } from './lib/home.mjs';
import { localDir } from './lib/paths.mjs';
import { logFile } from './lib/processes.mjs';
import { orSayWhy, Trouble } from './lib/say.mjs';
import { names } from './lib/stack.mjs';

await orSayWhy(async () => {
  const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  const known = [...names, 'build'];
  const unknown = asked.find((name) => !known.includes(name));
  if (asked.length === 0 || unknown) {
    throw new Trouble(unknown ? `there is no process "${unknown}".` : 'the name of a process is missing.', `npm run logs -- <name> [-f], where <name> is one of ${known.join(', ')}`);
  }
  const home = openHome(localDir);
  const files = asked.map((name) => logFile(home, name)).filter((file) => existsSync(file));
  if (files.length === 0) throw new Trouble(`${asked.join(', ')} has not logged anything yet.`, 'npm start');
  spawnSync('tail', ['-n', '200', ...(process.argv.includes('-f') ? ['-F'] : []), ...files], { stdio: 'inherit' });
});
