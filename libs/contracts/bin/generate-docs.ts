import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drift, type Stored } from '../documents/documents.js';

/**
 * `npm run docs:generate` writes docs/events.md, docs/rules.md, docs/asyncapi.json and the recorded schemas that a contract's version is held to;
 * with `--check` it only says what differs and exits 1. A change that would break readers is never recorded.
 */
const root = fileURLToPath(new URL('../../../../', import.meta.url));

const stored: Stored = (path) => {
  try {
    return readFileSync(`${root}${path}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const { changed, broken } = drift(stored);
for (const { path, problems } of broken) console.error(`${path} is a promise that the contract breaks; publish a new version beside it:\n  ${problems.join('\n  ')}`);

const check = process.argv.includes('--check');
for (const { path, content } of changed) {
  if (!check) {
    mkdirSync(dirname(`${root}${path}`), { recursive: true });
    writeFileSync(`${root}${path}`, content);
  }
  console.log(`${check ? 'differs' : 'written'}: ${relative(root, `${root}${path}`)}`);
}
if (broken.length > 0 || (check && changed.length > 0)) process.exitCode = 1;
