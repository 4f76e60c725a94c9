/** Starting Goufu's own processes, each as soon as those that it needs are ready. */
import { existsSync, mkdirSync } from 'node:fs';
import { httpReady, untilReady } from './health.mjs';
import { launch, running } from './processes.mjs';
import { say } from './say.mjs';

/** Starts what is built and not running, and waits until all of it is ready. Returns the names of those that were started now. */
export async function startServices(home, stack) {
  const built = stack.filter(({ entry }) => existsSync(entry));
  const ready = new Map();
  const started = [];
  for (const one of built) {
    const needed = one.needs.map((name) => ready.get(name)).filter(Boolean);
    ready.set(one.name, Promise.all(needed).then(() => startOne(home, one, started)));
  }
  const results = await Promise.allSettled(ready.values());
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  return started;
}

async function startOne(home, { name, folder, entry, env, port, url }, started) {
  let record = running(home, name);
  if (record === null) {
    for (const dir of [env.DATA_DIR, env.TRACE_DIR, env.FILE_STORE_DIR]) if (dir) mkdirSync(dir, { recursive: true, mode: 0o700 });
    const about = { port, url };
    record = await launch(home, name, { command: process.execPath, args: [entry], cwd: folder, env: { ...process.env, ...env }, about });
    started.push(name);
  }
  await untilReady(home, record, () => httpReady(url));
  if (started.includes(name)) say(name, `ready at ${url}`);
}
