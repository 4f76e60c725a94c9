import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { servers, testEnvironment, type TestEnvironment } from '@goufu/testing';
import { FUNDING_INVARIANTS } from '../checks/books.sql.js';
import { brokenIn } from '../checks/verdict.js';
import type { Lane } from '../lanes/lane.js';
import { GOUFU } from '../lanes/lanes.js';
import { ledgerAlone } from '../lanes/ledger-alone.js';
import type { ReadBack } from '../load/flight.js';
import { idOf, Purchases } from '../seed/purchases.js';
import { seed } from '../seed/seed.js';
import { copyDatabase, dropDatabase, inDatabase, seededDatabase } from '../world/database.js';
import type { Stack } from '../world/stack.js';
import { run } from './run.js';

const funding = fileURLToPath(new URL('../../../services/funding/', import.meta.url));
const entry = join(funding, 'dist/app/main.js');
const plan = { history: 40, purchases: 600, lines: 3, overBudget: 0 };
const purchases = new Purchases(plan);
const seeded = `goufu_seed_spec_${process.pid}`;
const tampered = `goufu_tampered_spec_${process.pid}`;

describe('a tiny benchmark on real servers', () => {
  let environment: TestEnvironment;
  let stack: Stack;

  beforeAll(async () => {
    environment = await testEnvironment('funding', []);
    const { variables, database } = environment;
    await promisify(execFile)(process.execPath, [entry, 'migrate'], { env: { ...process.env, ...variables, DATABASE_OWNER_URL: database.ownerUrl } });
    const port = await freePort();
    const folder = variables['FILE_STORE_DIR'] ?? '';
    mkdirSync(join(folder, 'logs'));
    const { postgresAdminUrl: adminUrl, kafkaBrokers: brokers } = await servers();
    stack = {
      folder,
      adminUrl,
      brokers,
      mould: new URL(database.appUrl).pathname.slice(1),
      versions: {},
      commit: 'spec',
      document: join(folder, 'performance.md'),
      funding: { entry, folder: funding, url: `http://127.0.0.1:${port}`, env: { ...variables, SERVICE_PORT: String(port) } },
    };
    await seededDatabase(stack, seeded, stack.mould, (client) => seed(client, plan));
  });

  afterAll(async () => {
    for (const database of [tampered, seeded]) await dropDatabase(stack, database);
    await environment.close();
  });

  /** Five hundred sends at a rate that any machine holds. */
  const load = { seeded, purchases, duplicates: 0.05, warmSeconds: 0, seconds: 2, rate: 250 };

  it('counts what the service made of every result, once', async () => {
    const result = await run(stack, { ...load, lane: GOUFU });
    expect(result.broken).toEqual([]);
    expect(result.latency?.count).toBe(475);
    expect(result.perSecond).toBeGreaterThan(0);
    expect(result.cpu['lane']).toBeGreaterThan(0);
  });

  it('counts nothing when a balance is not what its transfers make', async () => {
    const lane: Lane = { ...GOUFU, start: (at, start) => inDatabase(at, start.database, (client) => client.query(ONE_FEN_TOO_MANY)).then(() => GOUFU.start(at, start)) };
    const result = await run(stack, { ...load, lane });
    expect(result.perSecond).toBe(0);
    expect(result.latency).toBeUndefined();
    expect(result.broken.join()).toContain('each balance is the sum of its transfers');
  });

  it('posts to the ledger alone and leaves its books in order', async () => {
    const { perSecond, broken } = await ledgerAlone(stack, seeded, purchases, 5);
    expect(broken).toEqual([]);
    expect(perSecond).toBeGreaterThan(0);
  });

  const released = (result: number, over: Partial<ReadBack> = {}): ReadBack => ({
    factId: idOf('round', result),
    type: 'funding.tranche-released.v1',
    causedBy: idOf('result-fact', result),
    body: JSON.stringify({ trancheId: purchases.ofResult(result).trancheId }),
    ...over,
  });
  const tranche = purchases.ofResult(0).trancheId;
  const twiceVersioned = `INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version, jurisdiction, posted_at)
    SELECT uuidv7(), 0, 'again', from_account, to_account, amount_fen, from_version, to_version, jurisdiction, posted_at FROM ledger_transfer`;

  it.each<[invariant: string, change: string, sent: number, readBack: ReadBack[]]>([
    ['every result has exactly one outcome', '', 1, []],
    ['every result has exactly one outcome', '', 1, [released(0), released(0, { factId: idOf('round', 9) })]],
    ['what is within the budget is released', '', 1, [released(0, { type: 'funding.tranche-withheld.v1' })]],
    ['no outcome without a result', '', 0, [released(0)]],
    ['the inbox has every result', '', 1, [released(0)]],
    ['each balance is the sum of its transfers', `UPDATE holding_account SET balance_fen = balance_fen + 1 WHERE stage = 'committed'`, 0, []],
    ['each balance is the sum of its transfers', 'UPDATE line_account SET version = version + 1', 0, []],
    ['each balance is the sum of its transfers', `${twiceVersioned} WHERE reason = 'released'`, 0, []],
    ['both books sum to zero', `UPDATE line_account SET balance_fen = balance_fen + 1 WHERE stage = 'treasury'`, 0, []],
    ['no account but authority is below zero', `ALTER TABLE line_account DROP CONSTRAINT line_account_check; UPDATE line_account SET balance_fen = -1 WHERE stage = 'owed'`, 0, []],
    ['no tranche became payable twice', `${twiceVersioned} WHERE reason = 'released' AND leg = 0`, 0, []],
    ['what is owed in the budget book is owed in the cash book', `UPDATE line_account SET balance_fen = balance_fen + 1 WHERE stage = 'owed'`, 0, []],
    ['a released tranche is payable in full', `UPDATE tranche SET stage = 'payable' WHERE id = '${tranche}'`, 0, []],
    ['a released tranche is payable in full', '', 1, [released(0)]],
    ['what was read back is what the fact table keeps', '', 1, [released(0)]],
    ['the outbox is empty', 'INSERT INTO outbox (fact_id) VALUES (uuidv7())', 0, []],
    ['nothing waits or is parked', `INSERT INTO held_record (id, consumer_group, state, topic, partition, record_offset, message_key, headers, body) VALUES (uuidv7(), 'funding', 'parked', 'evaluation', 0, 0, '', '{}', '')`, 0, []],
  ])('sees that "%s" is broken', async (invariant, change, sent, readBack) => {
    await copyDatabase(stack, seeded, tampered);
    const broken = await inDatabase(stack, tampered, async (client) => {
      if (change) await client.query(change);
      return brokenIn(client, { purchases, sent, readBack }, FUNDING_INVARIANTS);
    });
    expect(broken.join('\n')).toContain(invariant);
  });
});

/** A database that cheats: one of the transfers says more than was moved. */
const ONE_FEN_TOO_MANY = `
  CREATE FUNCTION one_fen_too_many() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.from_version = 100 THEN NEW.amount_fen := NEW.amount_fen + 1; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER cheat BEFORE INSERT ON ledger_transfer FOR EACH ROW EXECUTE FUNCTION one_fen_too_many();`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
