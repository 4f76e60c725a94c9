/** Plays a public purchase on a running stack: `node dist/play.js [name of a file in plays]`. */
import { readPlay } from './script/play-script.js';
import { play } from './player.js';
import { environmentFrom } from './world/environment.js';
import { reasonOf, Unexpected } from './world/patience.js';

const [name = 'main-purchase'] = process.argv.slice(2);

try {
  const file = new URL(`../plays/${name.replace(/\.json$/, '')}.json`, import.meta.url);
  await play(readPlay(file), environmentFrom(process.env), (text) => process.stdout.write(text));
} catch (error) {
  const sentence = error instanceof Unexpected ? error.message : error instanceof Error ? (error.stack ?? reasonOf(error)) : String(error);
  process.stderr.write(`\n  ✗ 演练未能走完 · the play did not reach its end\n    ${sentence}\n`);
  process.exitCode = 1;
}
