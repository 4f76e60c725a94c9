/** node infra/local/play.mjs <name>: plays a scenario of infra/scenario/plays on the running stack, as its users would. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openHome } from './lib/home.mjs';
import { underPinnedNode } from './lib/packages.mjs';
import { localDir, root } from './lib/paths.mjs';
import { running } from './lib/processes.mjs';
import { orSayWhy, Trouble } from './lib/say.mjs';
import { startServers } from './lib/servers.mjs';
import { describeStack, names, scenarioEnvironment } from './lib/stack.mjs';

await orSayWhy(async () => {
  underPinnedNode();
  const folder = join(root, 'infra', 'scenario');
  const plays = readdirSync(join(folder, 'plays')).filter((file) => /^[^.]+\.json$/.test(file)).map((file) => file.slice(0, -'.json'.length));
  const [name = 'main-purchase'] = process.argv.slice(2);
  if (!plays.includes(name)) throw new Trouble(`there is no play "${name}".`, `node infra/local/play.mjs <name>, where <name> is one of ${plays.join(', ')}`);
  if (!existsSync(join(folder, 'dist', 'play.js'))) throw new Trouble('the scenario is not built.', 'npm run build -w @goufu/scenario');
  const home = openHome(localDir);
  const missing = names.filter((one) => running(home, one) === null);
  if (missing.length > 0) throw new Trouble(`${missing.join(', ')} is not running.`, 'npm start -- --no-scenario');
  const stack = await describeStack(home, await startServers(home));
  const env = { ...process.env, ...scenarioEnvironment(stack) };
  process.exitCode = spawnSync(process.execPath, ['--enable-source-maps', join(folder, 'dist', 'play.js'), name], { env, stdio: 'inherit' }).status ?? 1;
});
