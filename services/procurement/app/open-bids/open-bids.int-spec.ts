import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  agencies, BIDS_UNTIL, bidOf, codeOf, experts, neighbour, notice, officer, openTender, PLANNED_AT, startProcurement, statusOf, type Service,
} from '../procurement-for-spec.js';

const PRICES = ['591500000', '595000000', '588000000'];
const [first, second, third] = agencies;
if (!first || !second || !third) throw new Error('there are three agencies');

let service: Service;
let full: { purchaseId: string; tenderId: string };
let short: { purchaseId: string; tenderId: string };
let repeated: { purchaseId: string; tenderId: string };
let two: { purchaseId: string; tenderId: string };
let bidId: string;
const bid = (agency: typeof first, tenderId: string, priceFen = '591500000', headers?: Record<string, string>) => service.post(agency, `/tenders/${tenderId}/bids`, bidOf(priceFen), headers);
/** Whatever the database holds, as whoever may read all of it sees it. */
async function everyTable(): Promise<unknown[]> {
  const tables = await service.query<{ name: string }>(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`);
  return Promise.all(tables.map(({ name }) => service.query(`SELECT * FROM ${name}`)));
}

beforeAll(async () => {
  service = await startProcurement();
  await service.moveClock(PLANNED_AT);
  full = await openTender(service);
  short = await openTender(service);
  repeated = await openTender(service, { retenderIfVoid: true });
  two = await openTender(service, { method: 'competitive-consultation', methodApprovalNo: '川财采〔2026〕1号' });
});
afterAll(() => service.close());

describe('before the deadline (R37, R41, R175)', () => {
  it('a bid gets a receipt over what was sealed, the same one when it is sent again under one key', async () => {
    const key = { 'idempotency-key': 'bid-1' };
    const receipt = await bid(first, full.tenderId, PRICES[0], key);
    expect(receipt).toMatchObject({ status: 201, body: { status: 'sealed', receivedAt: PLANNED_AT } });
    expect((await bid(first, full.tenderId, PRICES[0], key)).body).toEqual(receipt.body);
    bidId = String(receipt.body['bidId']);
    const [row] = await service.query<{ hash: string }>(`SELECT encode(sha256(ciphertext), 'hex') AS hash FROM bid WHERE id = $1`, [bidId]);
    expect(row?.hash).toBe(receipt.body['sha256']);
  });

  it('a bidder has one bid, also when two arrive at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => bid(second, full.tenderId, PRICES[1])));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(codeOf(await bid(first, full.tenderId))).toBe('bid.already-submitted');
  });

  it('may be replaced and withdrawn by its own bidder only', async () => {
    expect(codeOf(await service.post(second, `/bids/${bidId}/replacement`, bidOf('1')))).toBe('bid.not-found');
    expect(codeOf(await service.post(second, `/bids/${bidId}/withdrawal`))).toBe('bid.not-found');
    const replaced = await service.post(first, `/bids/${bidId}/replacement`, bidOf(PRICES[2] ?? ''));
    expect(replaced.status).toBe(201);
    expect(codeOf(await service.post(first, `/bids/${bidId}/withdrawal`))).toBe('bid.not-sealed');
    expect((await service.post(first, `/bids/${String(replaced.body['bidId'])}/withdrawal`)).body).toMatchObject({ status: 'withdrawn' });
    expect((await bid(first, full.tenderId, PRICES[0], { 'idempotency-key': 'bid-2' })).status).toBe(201);
    expect((await bid(third, full.tenderId, PRICES[2])).status).toBe(201);
    const mine = await service.get(first, `/tenders/${full.tenderId}/bids/mine`);
    expect(mine.body.items?.map(({ status }) => status).toSorted()).toEqual(['replaced', 'sealed', 'withdrawn']);
  });

  it('shows nobody who bid, how many, or for what: no route, no row, no fact', async () => {
    for (const person of [officer, ...experts.slice(0, 1)]) {
      expect(codeOf(await service.get(person, `/tenders/${full.tenderId}/bids`))).toBe('tender.sealed');
    }
    const shown = await Promise.all([`/tenders/${full.tenderId}`, '/tenders', `/purchases/${full.purchaseId}`, '/purchases/waiting'].map((path) => service.get(officer, path)));
    const everything = JSON.stringify([shown, await service.published(full.purchaseId), await everyTable()]);
    const { proposal, payeeAccountId } = bidOf('');
    const secrets = [...agencies.flatMap(({ org_id, org_name, uscc, sub }) => [org_id, org_name, uscc, sub]), ...PRICES, proposal, payeeAccountId];
    expect(secrets.filter((secret) => everything.includes(String(secret)))).toEqual([]);
  });

  it('is refused by the database too: opening, altering, deleting, moving the deadline, arriving late', async () => {
    const opening = `UPDATE bid SET status = 'opened', opened_at = '2026-03-23', org_id = gen_random_uuid(), price_fen = 1 WHERE tender_id = '${full.tenderId}' AND status = 'sealed'`;
    await expect(service.query(opening)).rejects.toThrow('before the deadline');
    await expect(service.query(`UPDATE bid SET ciphertext = '\\x00' WHERE id = '${bidId}'`)).rejects.toThrow('what was sealed does not change');
    await expect(service.query(`DELETE FROM bid WHERE id = '${bidId}'`)).rejects.toThrow('bid does not change');
    await expect(service.query(`UPDATE tender SET bids_until = '2026-03-03' WHERE id = '${full.tenderId}'`)).rejects.toThrow('tender does not change');
    const late = `INSERT INTO bid (id, tender_id, jurisdiction, bidder_tag, status, ciphertext, wrapped_key, sha256, sm3, received_at)
      VALUES (gen_random_uuid(), '${full.tenderId}', '510104', 'x', 'sealed', '', '', '', '', '${BIDS_UNTIL}')`;
    await expect(service.query(late)).rejects.toThrow('before the deadline');
  });
});

describe('at the deadline (R43, R44)', () => {
  beforeAll(async () => {
    await bid(first, short.tenderId);
    await bid(second, short.tenderId);
    await bid(first, two.tenderId, '591500000');
    await bid(second, two.tenderId, '595000000');
    await service.moveClock(BIDS_UNTIL);
  });

  it('opens the live bids and tells their prices', async () => {
    const fact = (await service.published(full.purchaseId)).at(-1);
    const told = fact?.data['bids'] as { org: { orgId: string }; priceFen: string }[];
    expect(fact?.type).toBe('procurement.bids-opened.v1');
    expect(told.map(({ org, priceFen }) => [org.orgId, priceFen]).toSorted()).toEqual(agencies.map(({ org_id }, i) => [org_id, PRICES[i]]));
    expect((await service.get(officer, `/tenders/${full.tenderId}/bids`)).body.items).toHaveLength(3);
  });

  it('takes no bid any more', async () => {
    expect(codeOf(await bid(first, full.tenderId))).toBe('tender.not-open');
    const [open] = (await service.get(first, `/tenders/${full.tenderId}/bids/mine`)).body.items ?? [];
    expect(codeOf(await service.post(first, `/bids/${String(open?.['bidId'])}/withdrawal`))).toBe('bid.too-late');
  });

  it('makes a tender with two bids void and never opens them', async () => {
    expect((await service.published(short.purchaseId)).map(({ type }) => type)).not.toContain('procurement.bids-opened.v1');
    expect((await service.published(short.purchaseId)).at(-1)).toMatchObject({ type: 'procurement.tender-voided.v1', data: { rule: 'R43', retender: false } });
    expect(await statusOf(service, short.purchaseId)).toBe('voided');
    expect(await service.query(`SELECT DISTINCT status FROM bid WHERE tender_id = $1`, [short.tenderId])).toEqual([{ status: 'sealed' }]);
  });

  it('lets the purchaser tender again when the notice said so', async () => {
    expect(await statusOf(service, repeated.purchaseId)).toBe('reserved');
    const again = await service.post(officer, `/purchases/${repeated.purchaseId}/tender`, { ...notice(), bidsUntil: '2026-04-20T01:30:00.000Z' });
    expect(again.status).toBe(201);
  });

  it('goes on with two in a consultation, until one is rejected (R30, T4)', async () => {
    const { body } = await service.get(officer, `/tenders/${two.tenderId}/bids`);
    const [one] = body.items ?? [];
    const path = `/bids/${String(one?.['bidId'])}/rejection`;
    expect(codeOf(await service.post(neighbour, path, { stage: 'qualification', reason: '资格不符' }))).toBe('purchase.other-purchaser');
    expect(codeOf(await service.post(officer, path, { stage: 'conformity', reason: '不符合' }))).toBe('tender.stage-of-others');
    expect((await service.post(officer, path, { stage: 'qualification', reason: '资格不符' })).body).toMatchObject({ status: 'void', voided: { rule: 'R44' } });
  });
});
