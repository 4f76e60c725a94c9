import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of a file of the repository, whether this package runs from its sources or built. */
export const inWorkspace = (path: string): string => join(root(dirname(fileURLToPath(import.meta.url))), path);

function root(folder: string): string {
  if (existsSync(join(folder, 'nx.json'))) return folder;
  if (dirname(folder) === folder) throw new Error('no nx.json above @goufu/testing: it only works inside the repository');
  return root(dirname(folder));
}
