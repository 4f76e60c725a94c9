/** Ending processes in reverse order of their start, the portal first and PostgreSQL last. */
import { end, running } from './processes.mjs';
import { say } from './say.mjs';

/** PostgreSQL ends sessions on SIGINT (on SIGTERM it would wait for them); Kafka needs time to hand over. */
const manners = { kafka: { graceMs: 30_000 }, postgres: { signal: 'SIGINT' } };

/** Ends those of `names` that run. Returns how many there were. */
export async function stopAll(home, names) {
  let count = 0;
  for (const name of names.toReversed()) {
    const record = running(home, name);
    if (record === null) continue;
    const how = await end(home, record, manners[name]);
    say(name, how === 'killed' ? 'did not end in time and was killed' : 'stopped');
    count += 1;
  }
  return count;
}
