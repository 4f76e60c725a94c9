/**
 * npm start: from a fresh clone to an open portal with a finished demonstration purchase.
 * Repeating it starts what is not running and leaves the rest alone. `--no-scenario` does not play the purchase, `--no-build` does not compile.
 */
import { build } from './lib/build.mjs';
import { openHome, portsOf } from './lib/home.mjs';
import { alone } from './lib/lock.mjs';
import { ensurePackages, isSecondRun, underPinnedNode } from './lib/packages.mjs';
import { localDir } from './lib/paths.mjs';
import { checkPorts, preflight } from './lib/preflight.mjs';
import { createTopics, migrate, prepareDatabases } from './lib/prepare.mjs';
import { running } from './lib/processes.mjs';
import { orSayWhy, say } from './lib/say.mjs';
import { playScenario } from './lib/scenario.mjs';
import { serverNames, startServers } from './lib/servers.mjs';
import { startServices } from './lib/services.mjs';
import { describeStack, names, portNames } from './lib/stack.mjs';

const wants = (option) => !process.argv.includes(`--no-${option}`);

await orSayWhy(async () => {
  const home = openHome(localDir);
  if (!isSecondRun()) {
    preflight();
    ensurePackages();
  }
  underPinnedNode();
  await alone(home, () => start(home));
});

async function start(home) {
  const found = names.filter((name) => running(home, name) !== null);
  if (found.length > 0) say('start', `already running: ${found.join(', ')}`);
  await checkPorts(home, await portsOf(home, portNames));
  if (wants('build') && build(home) && found.length > serverNames.length) say('start', 'what runs already keeps its old code; npm stop && npm start gives it the new one');
  const servers = await startServers(home);
  const stack = await describeStack(home, servers);
  await prepareDatabases(stack, servers.postgres.url);
  await createTopics(home, stack);
  await migrate(home, stack);
  const started = await startServices(home, stack);
  if (started.length === 0 && serverNames.every((name) => found.includes(name))) say('start', 'nothing had to be started');
  if (wants('scenario')) await playScenario(home, stack);
  const portal = stack.at(-1);
  if (running(home, 'portal')) process.stdout.write(`\n  购服 Goufu is open: ${portal.url}\n  npm run status · npm run logs -- funding · npm stop\n\n`);
}
