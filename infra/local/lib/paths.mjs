/** Where things are. Everything that the stack writes is under `.local`, except Kafka's jars, which checkouts share. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
/** `GOUFU_HOME` names another folder: a second stack beside the first, with ports of its own. */
export const localDir = resolve(root, process.env.GOUFU_HOME || '.local');
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'goufu');
