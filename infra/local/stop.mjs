/** npm stop: ends exactly what npm start started, in reverse order. */
import { openHome } from './lib/home.mjs';
import { alone } from './lib/lock.mjs';
import { localDir } from './lib/paths.mjs';
import { orSayWhy, say } from './lib/say.mjs';
import { stopAll } from './lib/stop-all.mjs';
import { names } from './lib/stack.mjs';

await orSayWhy(async () => {
  const home = openHome(localDir);
  await alone(home, async () => {
    if ((await stopAll(home, names)) === 0) say('stop', 'nothing is running');
  });
});
