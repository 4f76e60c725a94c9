import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { isTransient } from '@goufu/persistence';
import { Client } from 'pg';
import { appropriate, release, reserve, unreserve, type Posting } from '../../domain/ledger/posting.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { accountId, post } from './ledger.repository.js';

describe('the ledger', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const send = (...postings: Omit<Posting, 'reason'>[]) => world.run((tx) => post(tx, postings.map((posting) => ({ ...posting, reason: 'spec', jurisdiction: JURISDICTION }))));
  const available = async (lineId: Id) =>
    BigInt((await world.rows<{ fen: string }>(`SELECT balance_fen AS fen FROM line_account WHERE id = $1`, [accountId({ book: 'budget', stage: 'available', lineId, year: 2026 })]))[0]?.fen ?? 0);
  const verified = () => verifyBooks({ query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) });

  it('posts an event once, whatever comes twice', async () => {
    const lineId = await world.openLine(1_000n);
    const posting = { eventId: newId(), transfers: reserve(newId(), { lineId, year: 2026 }, 400n) };
    await send(posting);
    await send(posting);
    expect(await available(lineId)).toBe(600n);
    expect(await world.rows(`SELECT leg FROM ledger_transfer WHERE event_id = $1`, [posting.eventId])).toEqual([{ leg: 0 }]);
  });

  it('refuses to overdraw a stage, and posts nothing of what came with it', async () => {
    const lineId = await world.openLine(1_000n);
    const at = { lineId, year: 2026 };
    await expect(send({ eventId: newId(), transfers: reserve(newId(), at, 400n) }, { eventId: newId(), transfers: reserve(newId(), at, 601n) })).rejects.toThrow('check constraint');
    await expect(send({ eventId: newId(), transfers: release(newId(), { ...at, commitmentId: newId(), amount: 1n }) })).rejects.toThrow('check constraint');
    expect(await available(lineId)).toBe(1_000n);
  });

  it('lets no event overdraw a stage, also when a later one of the same call would fill it again', async () => {
    const lineId = await world.openLine(1_000n);
    const [at, holder] = [{ lineId, year: 2026 }, newId()];
    const [much, back] = [reserve(holder, at, 1_001n), unreserve(holder, at, 1n)].map((transfers) => ({ eventId: newId(), transfers }));
    if (!much || !back) throw new Error('two postings');
    await expect(send(much, back)).rejects.toThrow('check constraint');
    // Of a holding that nobody opened yet as well.
    await expect(send(back, { eventId: newId(), transfers: reserve(holder, at, 500n) })).rejects.toThrow('check constraint');
    await send({ eventId: newId(), transfers: reserve(holder, at, 500n) }, back);
    expect(await available(lineId)).toBe(501n);
    expect((await verified()).discrepancies).toEqual([]);
  });

  it('opens an account once when two who do not know of each other post to it, and asks the later one to try again', async () => {
    const at = { lineId: await world.openLine(1_000n), year: 2026 };
    const holder = newId();
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => send({ eventId: newId(), transfers: reserve(holder, at, 10n) })));
    const lost = settled.filter((result) => result.status === 'rejected');
    for (const { reason } of lost) expect(isTransient(reason)).toBe(true);
    expect(await available(at.lineId)).toBe(1_000n - 10n * BigInt(settled.length - lost.length));
    expect((await verified()).discrepancies).toEqual([]);
  });

  it('lets sixteen writers race for the last fen: the sum stays below the limit, and every loser hears of it', async () => {
    const lineId = await world.openLine(1_000n);
    const asks = Array.from({ length: 160 }, (_, i) => ({ eventId: newId(), transfers: reserve(newId(), { lineId, year: 2026 }, BigInt(7 + (i % 5))) }));
    const won: typeof asks = [];
    const queue = [...asks];
    const writer = async () => {
      for (let ask = queue.pop(); ask; ask = queue.pop()) {
        const mine = ask;
        await send(mine).then(
          () => won.push(mine),
          (error: unknown) => expect(String(error)).toContain('check constraint'),
        );
      }
    };
    await Promise.all(Array.from({ length: 16 }, writer));
    const sum = won.reduce((total, { transfers }) => total + (transfers[0]?.amount ?? 0n), 0n);
    expect(won.length).toBeLessThan(asks.length);
    // The least ask is seven fen: whoever lost found less than it asked for.
    expect([sum <= 1_000n, sum > 1_000n - 11n]).toEqual([true, true]);
    expect(await available(lineId)).toBe(1_000n - sum);
    expect((await verified()).discrepancies).toEqual([]);
  });

  it('refuses a transfer of which one side is unknown, and accounts out of order', async () => {
    const lineId = await world.openLine(1_000n);
    const from = accountId({ book: 'budget', stage: 'available', lineId, year: 2026 });
    const call = (holdings: string, to: number) =>
      world.rows(
        `SELECT post_transfers(ARRAY[$1]::uuid[], '{budget}', '{available}', ARRAY[$2]::uuid[], '{2026}', ARRAY[$3], ${holdings},
           ARRAY[$4]::uuid[], '{0}', '{spec}', '{1}', ARRAY[$5]::int[], '{400}', '{null}', ARRAY[$3], $6)`,
        [from, lineId, JURISDICTION, newId(), to, '2026-01-05T02:00:00.000Z'],
      );
    await expect(call(`'{}', '{}', '{}', '{}', '{}', '{}'`, 2)).rejects.toThrow('names an account');
    const at = { lineId, year: 2026 };
    const [one = '', two = ''] = [newId(), newId()].map((holderId) => accountId({ book: 'budget', stage: 'reserved', holderId, ...at })).toSorted();
    const reserved = `'{reserved,reserved}', '{${newId()},${newId()}}', '{${lineId},${lineId}}', '{2026,2026}', '{510104,510104}'`;
    for (const to of [2, 3]) await call(`'{${one},${two}}', ${reserved}`, to);
    await expect(call(`'{${two},${one}}', ${reserved}`, 2)).rejects.toThrow('in the order of their ids');
    expect(await available(lineId)).toBe(200n);
  });

  it('lets eight writers at one hot line take exactly what is there, without gaps', async () => {
    const lineId = await world.openLine(1_000n);
    const attempts = Array.from({ length: 120 }, () => ({ eventId: newId(), transfers: reserve(newId(), { lineId, year: 2026 }, 10n) }));
    const taken = await Promise.allSettled(
      Array.from({ length: 8 }, async (_, writer) => {
        let posted = 0;
        for (const attempt of attempts.filter((_each, i) => i % 8 === writer)) posted += await send(attempt).then(() => 1, () => 0);
        return posted;
      }),
    );
    expect(taken.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0)).toBe(100);
    expect(await available(lineId)).toBe(0n);
    expect((await verified()).discrepancies).toEqual([]);
  });

  it('is written by its one function alone: not by the app role, and changed by nobody', async () => {
    const lineId = await world.openLine(1_000n);
    for (const sql of [
      `UPDATE line_account SET balance_fen = 0`,
      `DELETE FROM holding_account`,
      `INSERT INTO ledger_transfer (event_id, leg, reason, from_account, to_account, amount_fen, from_version, to_version, jurisdiction, posted_at)
       VALUES ('${newId()}', 0, 'x', '${newId()}', '${newId()}', 1, 1, 1, '510104', '2026-03-02')`,
    ]) {
      await expect(world.rows(sql)).rejects.toThrow('permission denied');
    }
    const owner = new Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    for (const sql of [`UPDATE ledger_transfer SET amount_fen = 1`, `DELETE FROM ledger_transfer`, `TRUNCATE ledger_transfer`]) {
      await expect(owner.query(sql)).rejects.toThrow('append-only');
    }
    await owner.end();
    expect(await available(lineId)).toBe(1_000n);
  });

  it('is found out when a balance was changed behind its back', async () => {
    const lineId = newId();
    await send({ eventId: newId(), transfers: appropriate({ lineId, year: 2027 }, 500n) });
    const account = accountId({ book: 'budget', stage: 'available', lineId, year: 2027 });
    const owner = new Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    await owner.query(`UPDATE line_account SET balance_fen = 501 WHERE id = $1`, [account]);
    expect((await verified()).discrepancies).toEqual([{ accountId: account, kind: 'balance-differs', expected: '500', found: '501' }]);
    await owner.query(`UPDATE line_account SET balance_fen = 500 WHERE id = $1`, [account]);
    await owner.end();
  });
});
