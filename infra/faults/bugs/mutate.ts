/** `node --import …/mutate.js?bug=<name> <main>`: puts a seeded bug into the modules as they are loaded. Nothing on disk changes. */
import { registerHooks } from 'node:module';
import { readSeededBugs, seeded } from './seeded-bug.js';

const wanted = new URL(import.meta.url).searchParams.get('bug');
const bug = readSeededBugs().find(({ name }) => name === wanted);
if (!bug) throw new Error(`there is no seeded bug ${wanted}`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!bug.edits.some(({ file }) => url.endsWith(`/${file}`)) || loaded.source === null || loaded.source === undefined) return loaded;
    return { ...loaded, source: seeded(bug, url, typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8')) };
  },
});
