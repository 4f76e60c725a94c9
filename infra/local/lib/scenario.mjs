/** The demonstration purchase, played once for the data of this home. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from './home.mjs';
import { root } from './paths.mjs';
import { say, Trouble } from './say.mjs';
import { scenarioEnvironment } from './stack.mjs';

const script = join(root, 'infra', 'scenario', 'dist', 'play.js');
const play = join(root, 'infra', 'scenario', 'plays', 'main-purchase.json');

/** Plays the scenario unless it was already played to its end here. Its narration goes to the terminal. */
export async function playScenario(home, stack) {
  const marker = join(home.dir, 'scenario-played.json');
  if (!existsSync(script) || !existsSync(play)) return;
  if (readJson(marker, null) !== null) return say('scenario', `was played on ${readJson(marker, null).at}; its data is there`);
  say('scenario', 'playing a public purchase as its users would');
  const { status } = spawnSync(process.execPath, [script], { cwd: join(root, 'infra', 'scenario'), env: { ...process.env, ...scenarioEnvironment(stack) }, stdio: 'inherit' });
  if (status !== 0) throw new Trouble('the scenario did not reach its end; the stack runs on.', 'read its last step above and npm run logs -- <service>; npm start plays it again from where it can.');
  writeJson(marker, { at: new Date().toISOString() });
}
