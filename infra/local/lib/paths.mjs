/** Where things are. Everything that the stack writes is under `.local`, except Kafka's jars, which checkouts share. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
export const localDir = join(root, '.local');
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'goufu');
