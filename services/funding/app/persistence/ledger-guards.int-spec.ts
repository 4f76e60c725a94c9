import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { eventually } from '@goufu/testing';
import { Client } from 'pg';
import { reserve } from '../../domain/ledger/posting.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';
import { accountId, post } from './ledger.repository.js';

/** What PostgreSQL keeps although the ledger's function, or whoever owns its tables, is wrong. */
describe('the tables of the ledger', () => {
  let world: World;
  let owner: Client;
  beforeAll(async () => {
    world = await openWorld();
    owner = new Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await world.close();
  });

  it('take no balance below zero but that of authority, no leg twice, and no transfer of nothing or to itself', async () => {
    const at = { lineId: await world.openLine(1_000n), year: 2026 };
    const [holderId, eventId] = [newId(), newId()];
    await world.run((tx) => post(tx, [{ eventId, reason: 'spec', jurisdiction: JURISDICTION, transfers: reserve(holderId, at, 400n) }]));
    const [available, reserved] = [accountId({ book: 'budget', stage: 'available', ...at }), accountId({ book: 'budget', stage: 'reserved', holderId, ...at })];
    await expect(owner.query(`UPDATE line_account SET balance_fen = -1 WHERE id = $1`, [available])).rejects.toThrow('line_account_check');
    await expect(owner.query(`UPDATE holding_account SET balance_fen = -1 WHERE id = $1`, [reserved])).rejects.toThrow('holding_account_balance_fen_check');
    await expect(owner.query(`INSERT INTO line_account (id, book, stage, line_id, fiscal_year, jurisdiction) VALUES ($1, 'budget', 'available', $2, 2026, '510104')`, [newId(), at.lineId])).rejects.toThrow('unique');
    const copy = (event: string, change: string) =>
      owner.query(`INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version, jurisdiction, posted_at)
        SELECT ${event}, leg, reason, from_account, ${change}, from_version, to_version, jurisdiction, posted_at FROM ledger_transfer WHERE event_id = $1`, [eventId]);
    await expect(copy('event_id', 'to_account, amount_fen')).rejects.toThrow('ledger_transfer_event_id_leg_key');
    await expect(copy(`'${newId()}'`, 'to_account, 0')).rejects.toThrow('ledger_transfer_amount_fen_check');
    await expect(copy(`'${newId()}'`, 'to_account, -400')).rejects.toThrow('ledger_transfer_amount_fen_check');
    await expect(copy(`'${newId()}'`, 'from_account, 400')).rejects.toThrow('ledger_transfer_check');
  });

  it('are written by one function of a role that nobody logs in as or becomes, with a pinned search path, called by the app role alone', async () => {
    const functions = await world.rows<{ name: string; role: string; login: boolean; path: boolean; app: boolean; everybody: boolean }>(
      `SELECT DISTINCT p.proname AS name, r.rolname AS role, r.rolcanlogin AS login, 'search_path=public, pg_temp' = ANY (p.proconfig) AS path,
              has_function_privilege(current_user, p.oid, 'EXECUTE') AS app, EXISTS (SELECT FROM aclexplode(p.proacl) WHERE grantee = 0) AS everybody
       FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    const guarded = { role: 'goufu_funding_ledger', login: false, path: true, app: true, everybody: false };
    expect(functions).toEqual([{ name: 'post_transfers', ...guarded }]);
    expect(await world.rows(`SELECT pg_has_role(current_user, 'goufu_funding_ledger', 'MEMBER') AS app`)).toEqual([{ app: false }]);
    const writers = await world.rows<{ role: string }>(
      `SELECT DISTINCT a.grantee::regrole::text AS role FROM pg_class c, aclexplode(c.relacl) a
       WHERE c.relname IN ('line_account', 'holding_account', 'ledger_transfer') AND a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE') ORDER BY 1`,
    );
    expect(writers.map(({ role }) => role)).toEqual(['goufu_funding_ledger', 'goufu_funding_owner']);
  });

  it('are read by their indexes under one plan, however few rows they have: a plan that suits near-empty tables would stay when they are full', async () => {
    const pinned = await world.rows<{ pinned: boolean }>(
      `SELECT coalesce(p.proconfig, '{}') @> ARRAY['plan_cache_mode=force_generic_plan', 'enable_seqscan=off'] AS pinned FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace`,
    );
    expect(new Set(pinned.map((each) => each.pinned))).toEqual(new Set([true]));
    const scans = async () =>
      (await owner.query<{ seq: number; idx: number }>(`SELECT sum(seq_scan)::int AS seq, sum(idx_scan)::int AS idx FROM pg_stat_user_tables WHERE relname IN ('line_account', 'holding_account', 'ledger_transfer')`)).rows[0] ?? { seq: 0, idx: 0 };
    const at = { lineId: await world.openLine(1_000n), year: 2026 };
    const before = await scans();
    for (let no = 0; no < 10; no += 1) await world.run((tx) => post(tx, [{ eventId: newId(), reason: 'spec', jurisdiction: JURISDICTION, transfers: reserve(newId(), at, 1n) }]));
    // The sessions of the pool tell what they counted when they come to it.
    await eventually(async () => {
      await world.rows(`SELECT pg_stat_force_next_flush()`);
      expect((await scans()).idx).toBeGreaterThanOrEqual(before.idx + 10);
    });
    expect((await scans()).seq).toBe(before.seq);
  });
});
