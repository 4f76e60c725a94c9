/**
 * npm run ledger:verify: plays every transfer of the ledger again from nothing and compares each balance and version, in one
 * snapshot, while the stack goes on. Of the running local stack, or of the database in DATABASE_URL. Ends with 1 when anything differs.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openHome, secretOf } from './lib/home.mjs';
import { underPinnedNode } from './lib/packages.mjs';
import { localDir, root } from './lib/paths.mjs';
import { host } from './lib/ports.mjs';
import { running } from './lib/processes.mjs';
import { orSayWhy, Trouble } from './lib/say.mjs';
import { databaseUrl } from './lib/stack.mjs';

/** So many differences are shown; the rest is counted. */
const SHOWN = 20;

await orSayWhy(async () => {
  underPinnedNode();
  const { verifyBooks } = await funding();
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL ?? urlOfStack() });
  await client.connect().catch((error) => {
    throw new Trouble(`the ledger's database cannot be reached (${error.message}).`, 'npm start, or DATABASE_URL=postgres://… npm run ledger:verify');
  });
  const reads = { query: async (sql, parameters = []) => (await client.query(sql, parameters)).rows };
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    process.exitCode = (await tell(reads, await verifyBooks(reads))) ? 0 : 1;
  } finally {
    await client.end();
  }
});

/** Prints what was found; answers whether the ledger is right. */
async function tell(reads, { accounts, transfers, books, discrepancies }) {
  print(`${accounts.toLocaleString('en')} accounts, ${transfers.toLocaleString('en')} transfers`);
  for (const [book, sum] of Object.entries(books)) print(`the ${book} book adds up to ${sum} fen${sum === 0n ? '' : ': it must be nothing'}`);
  for (const difference of discrepancies.slice(0, SHOWN)) print(await sentenceOf(reads, difference));
  if (discrepancies.length > SHOWN) print(`… and ${(discrepancies.length - SHOWN).toLocaleString('en')} more differences`);
  const right = discrepancies.length === 0 && Object.values(books).every((sum) => sum === 0n);
  print(right ? 'every balance and every version is what the transfers make of it' : `THE LEDGER IS NOT RIGHT: ${discrepancies.length.toLocaleString('en')} differences`);
  return right;
}

async function sentenceOf(reads, { accountId, kind, expected, found }) {
  const [account] = await reads.query(
    `SELECT book || '/' || stage AS name, line_id, fiscal_year FROM line_account WHERE id = $1
     UNION ALL SELECT 'budget/' || stage, line_id, fiscal_year FROM holding_account WHERE id = $1`,
    [accountId],
  );
  const where = account ? `${account.name} of line ${account.line_id}, ${account.fiscal_year}` : 'no row';
  return `${kind}: account ${accountId} (${where}): the transfers say ${expected}, found ${found}`;
}

async function funding() {
  const built = join(root, 'services/funding/dist/app/verify-ledger/verify-books.js');
  if (!existsSync(built)) throw new Trouble('the services are not built.', 'npm run build');
  return import(pathToFileURL(built).href);
}

function urlOfStack() {
  const home = openHome(localDir);
  const postgres = running(home, 'postgres');
  if (postgres === null) throw new Trouble('the local stack does not run.', 'npm start, or DATABASE_URL=postgres://… npm run ledger:verify');
  const url = `postgres://${host}:${postgres.port}`;
  return databaseUrl('funding', 'app', { postgres: { url } }, (name) => secretOf(home, name));
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
