import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { Client } from 'pg';
import { reserve } from '../../domain/ledger/posting.js';
import { accountId, post } from '../persistence/ledger.repository.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';

const COMMAND = fileURLToPath(new URL('../../../../infra/local/verify-ledger.mjs', import.meta.url));

/** `npm run ledger:verify` against a database of the spec's own, of which somebody with all rights changed a row. */
describe('verifying the ledger from the command line', () => {
  let world: World;
  let owner: Client;
  let available: string;
  const holder = newId();
  let reserved: string;

  beforeAll(async () => {
    world = await openWorld();
    owner = new Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    const lineId = await world.openLine(1_000n);
    const at = { lineId, year: 2026 };
    for (const amount of [100n, 200n]) await world.run((tx) => post(tx, [{ eventId: newId(), reason: 'reserved', jurisdiction: JURISDICTION, transfers: reserve(holder, at, amount) }]));
    available = accountId({ book: 'budget', stage: 'available', ...at });
    reserved = accountId({ book: 'budget', stage: 'reserved', holderId: holder, ...at });
  });
  afterAll(async () => {
    await owner.end();
    await world.close();
  });

  const verify = (url = world.database.appUrl) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      execFile(process.execPath, [COMMAND], { env: { DATABASE_URL: url } }, (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }));
    });

  /** Changes the rows, verifies, and puts everything back. */
  async function withChange(change: string, undo: string): Promise<{ code: number; output: string }> {
    const unguarded = async (sql: string) => {
      await owner.query('ALTER TABLE ledger_transfer DISABLE TRIGGER ledger_append_only');
      await owner.query(sql);
      await owner.query('ALTER TABLE ledger_transfer ENABLE TRIGGER ledger_append_only');
    };
    await unguarded(change);
    const verified = await verify();
    await unguarded(undo);
    return verified;
  }

  it('ends well when every balance and version is the fold of the transfers', async () => {
    const { code, output } = await verify();
    expect(output).toContain('5 accounts, 4 transfers\nthe budget book adds up to 0 fen\nthe cash book adds up to 0 fen\n');
    expect(output).toContain('every balance and every version is what the transfers make of it');
    expect(code).toBe(0);
  });

  it('names a balance that somebody changed, its book that no longer adds up, and ends with 1', async () => {
    const set = (sign: string) => `UPDATE line_account SET balance_fen = balance_fen ${sign} 7 WHERE id = '${available}'`;
    const { code, output } = await withChange(set('+'), set('-'));
    expect(output).toContain('the budget book adds up to 7 fen: it must be nothing');
    expect(output).toContain(`balance-differs: account ${available} (budget/available of line `);
    expect(output).toContain('the transfers say 700, found 707');
    expect(code).toBe(1);
  });

  it('names a version that somebody changed', async () => {
    const set = (sign: string) => `UPDATE holding_account SET version = version ${sign} 1 WHERE id = '${reserved}'`;
    const { code, output } = await withChange(set('+'), set('-'));
    expect(output).toContain(`version-differs: account ${reserved} (budget/reserved of line `);
    expect(output).toContain('the transfers say 2, found 3');
    expect(code).toBe(1);
  });

  it('names both sides of a transfer whose amount somebody changed', async () => {
    const set = (sign: string) => `UPDATE ledger_transfer SET amount_fen = amount_fen ${sign} 9 WHERE to_account = '${reserved}' AND to_version = 2`;
    const { code, output } = await withChange(set('+'), set('-'));
    expect(output).toContain(`balance-differs: account ${available}`);
    expect(output).toContain(`balance-differs: account ${reserved}`);
    expect(output).toContain('THE LEDGER IS NOT RIGHT: 2 differences');
    expect(code).toBe(1);
  });

  it('names the gap that a transfer leaves which somebody took out', async () => {
    const kept = `CREATE TEMP TABLE taken AS SELECT * FROM ledger_transfer WHERE to_account = '${reserved}' AND to_version = 1`;
    const undo = `INSERT INTO ledger_transfer OVERRIDING SYSTEM VALUE SELECT * FROM taken`;
    const { code, output } = await withChange(`${kept}; DELETE FROM ledger_transfer WHERE to_account = '${reserved}' AND to_version = 1`, undo);
    expect(output).toContain(`version-gap: account ${reserved}`);
    expect(output).toContain(`version-gap: account ${available}`);
    expect(code).toBe(1);
  });

  it('says in one sentence when there is no database to verify', async () => {
    const { code, output } = await verify('postgres://nobody@127.0.0.1:1/none');
    expect(output).toContain("the ledger's database cannot be reached");
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });
});
