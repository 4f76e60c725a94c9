import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bidsOpened, contractSigned, entrySuspended, paymentOrdered, purchasePlanned, resultPublished, tenderPublished, trancheReleased } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { AGENCIES, auditor, director, officer, resultOf, rival, sampleOf, startOversight, stranger, termsOf, type Oversight } from '../oversight-for-spec.js';

let service: Oversight;
beforeAll(async () => {
  service = await startOversight();
}, 120_000);
afterAll(() => service?.close());

const [winner, loser] = AGENCIES;
const [purchaseId, contractId] = [newId(), newId()];
const SIGNED = '2026-04-10T02:00:00.000Z';
const PUBLISHED = '2026-09-30T08:00:00.000Z';
type Person = Parameters<Oversight['call']>[0];

interface Timeline {
  readonly purchase: { readonly stage: string };
  readonly lines: readonly { readonly type: string; readonly zh: string; readonly amountFen?: string; readonly by: string; readonly about: object; readonly traceId?: string }[];
}
const timelineOf = async (person: Person): Promise<Timeline> => (await service.call(person, 'GET', `/purchases/${purchaseId}/timeline`)).body as Timeline;
const typesFor = async (person: Person) => (await timelineOf(person)).lines.map(({ type }) => type.replace(/\.v1$/, ''));
const purchasesOf = async (person: Person, query = '') => ((await service.call(person, 'GET', `/purchases${query}`)).body as { items: { purchaseId: string; stage: string }[] }).items;

beforeAll(async () => {
  const org = (orgId: string) => ({ ...sampleOf(contractSigned).agency, orgId });
  const [bid] = sampleOf(bidsOpened).bids;
  if (!bid) throw new Error('the sample has bids');
  // Funding is heard first: what came before it in business time and cause must still stand before it.
  const cause = newId();
  await service.hear(trancheReleased, purchaseId, { ...sampleOf(trancheReleased), contractId, agencyOrgId: winner }, { at: PUBLISHED, causationid: cause });
  await service.hear(paymentOrdered, purchaseId, { ...sampleOf(paymentOrdered), contractId, agencyOrgId: winner }, { at: PUBLISHED });
  await service.hear(entrySuspended, purchaseId, sampleOf(entrySuspended), { at: '2026-10-08T02:00:00.000Z' });
  await service.hear(resultPublished, purchaseId, resultOf(contractId, winner, 8950), { at: PUBLISHED, id: cause });
  await service.hear(purchasePlanned, purchaseId, sampleOf(purchasePlanned), { at: '2026-01-05T02:00:00.000Z' });
  await service.hear(tenderPublished, purchaseId, sampleOf(tenderPublished), { at: '2026-01-20T02:00:00.000Z' });
  await service.hear(bidsOpened, purchaseId, { ...sampleOf(bidsOpened), bids: [winner, loser].map((orgId) => ({ ...bid, bidId: newId(), org: org(orgId) })) }, { at: '2026-02-20T02:00:00.000Z' });
  await service.hear(contractSigned, purchaseId, termsOf(contractId, winner), { at: SIGNED });
  await service.settled();
}, 60_000);

describe('the figures of the service', () => {
  it('count how long the release of a tranche took, from the result that caused it until it is read back', async () => {
    const metrics = await (await fetch(`${service.running.url}/metrics`)).text();
    expect(metrics).toMatch(/^goufu_release_latency_seconds_count\{service="oversight"\} 1$/m);
    expect(metrics).toMatch(/^goufu_release_latency_seconds_bucket\{le="600",service="oversight"\} 1$/m);
  });
});

describe('the timeline of a purchase', () => {
  it('tells every fact by business time and then by cause, in both languages, with who, how much and the trace', async () => {
    const { purchase, lines } = await timelineOf(officer);
    expect(lines.map(({ type }) => type.replace(/\.v1$/, '')).slice(0, 7)).toEqual([
      'procurement.purchase-planned',
      'procurement.tender-published',
      'procurement.bids-opened',
      'procurement.contract-signed',
      'evaluation.result-published',
      'funding.tranche-released',
      'funding.payment-ordered',
    ]);
    expect(lines.find(({ type }) => type.startsWith('procurement.contract-signed'))).toMatchObject({ zh: '签订合同', en: 'Contract signed', by: 'contract-approver', amountFen: '591500000', at: SIGNED });
    expect(lines.find(({ type }) => type.startsWith('evaluation.result-published'))).toMatchObject({ about: { evaluationCode: 'mid-term', scoreBp: 8950, grade: 'good' } });
    expect(lines.find(({ type }) => type.startsWith('oversight.ranking-updated'))).toMatchObject({ by: 'system', about: { positionAfter: 1 } });
    expect(lines.every(({ traceId }) => traceId === undefined || /^[0-9a-f]{32}$/.test(traceId))).toBe(true);
    expect(purchase).toMatchObject({ stage: 'contracted', since: SIGNED, title: '锦江区社区社会工作服务项目', priceFen: '591500000', agency: { orgId: winner } });
  });

  it('shows an agency what is public or its own, and nobody what is elsewhere', async () => {
    const authority = await typesFor(officer);
    expect(authority).toContain('funding.entry-suspended');
    const own = await typesFor(director);
    expect(authority.filter((type) => !own.includes(type))).toEqual(['funding.entry-suspended']);
    const others = await typesFor(rival);
    expect(others).toContain('evaluation.result-published');
    expect(others.filter((type) => type.startsWith('funding.') || type === 'procurement.purchase-planned')).toEqual([]);
    expect(await service.call(stranger, 'GET', `/purchases/${purchaseId}/timeline`)).toMatchObject({ status: 404, body: { code: 'purchase.unknown' } });
    expect(await service.call({ ...rival, org_id: newId() }, 'GET', `/purchases/${purchaseId}/timeline`)).toMatchObject({ status: 404 });
    expect((await service.anonymously(`/purchases/${purchaseId}/timeline`)).status).toBe(401);
    expect((await service.call(officer, 'GET', '/purchases/nonsense/timeline')).status).toBe(400);
  });

  it('is found in the list of purchases, by stage and page by page', async () => {
    const later = newId();
    await service.hear(purchasePlanned, later, sampleOf(purchasePlanned), { at: '2026-11-05T02:00:00.000Z' });
    await service.settled();
    expect((await purchasesOf(officer)).map(({ purchaseId: id, stage }) => [id, stage])).toEqual([[later, 'planned'], [purchaseId, 'contracted']]);
    expect((await purchasesOf(officer, '?stage=contracted')).map(({ purchaseId: id }) => id)).toEqual([purchaseId]);
    expect((await purchasesOf(rival)).map(({ purchaseId: id }) => id)).toEqual([purchaseId]);
    expect(await purchasesOf(stranger)).toEqual([]);
    const { body } = await service.call(officer, 'GET', '/purchases?limit=1');
    const { next } = body as { next: string };
    expect((await purchasesOf(officer, `?limit=1&after=${next}`)).map(({ purchaseId: id }) => id)).toEqual([purchaseId]);
    expect((await service.call(officer, 'GET', '/purchases?stage=lost')).status).toBe(400);
  });
});

describe('the audit trail', () => {
  const verify = async () => (await service.call(auditor, 'GET', '/audit/seal?jurisdiction=510104')).body as { whole: boolean; entries: number; unsealed: number; seals: { no: number }[]; broken?: object };

  it('seals at the end of a business day what came in, and proves itself', async () => {
    const { unsealed } = await verify();
    expect(unsealed).toBeGreaterThan(8);
    await service.moveClock('2099-01-01T00:00:00.000Z');
    const sealed = await verify();
    expect(sealed).toMatchObject({ whole: true, entries: unsealed, seals: [{ no: 1, lastPosition: unsealed, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }] });
    await service.hear(purchasePlanned, newId(), sampleOf(purchasePlanned));
    await service.settled();
    await service.moveClock('2099-01-03T00:00:00.000Z');
    expect(await verify()).toMatchObject({ whole: true, seals: [{ no: 2 }, { no: 1 }] });
  });

  it('shows whoever changed a line, and cannot be changed itself', async () => {
    const [entry] = await service.query<{ fact_id: string; position: string }>('SELECT fact_id, position FROM audit_entry WHERE position = 3');
    await expect(service.query(`UPDATE audit_entry SET content_sha256 = '' WHERE position = 3`)).rejects.toThrow('append-only');
    await expect(service.query('DELETE FROM audit_seal')).rejects.toThrow('append-only');
    const [line] = await service.query<{ content_sha256: string }>('SELECT content_sha256 FROM timeline_line WHERE fact_id = $1', [entry?.fact_id]);
    await service.query(`UPDATE timeline_line SET content_sha256 = 'another' WHERE fact_id = $1`, [entry?.fact_id]);
    expect(await verify()).toMatchObject({ whole: false, broken: { position: 3, factId: entry?.fact_id } });
    await service.query('UPDATE timeline_line SET content_sha256 = $2 WHERE fact_id = $1', [entry?.fact_id, line?.content_sha256]);
    expect(await verify()).toMatchObject({ whole: true });
  });

  it('is for those who oversee the region', async () => {
    expect((await service.call(director, 'GET', '/audit/seal?jurisdiction=510104')).status).toBe(403);
    expect(await service.call({ ...auditor, jurisdiction: '62' }, 'GET', '/audit/seal?jurisdiction=510104')).toMatchObject({ status: 403, body: { code: 'audit.out-of-scope' } });
    expect((await service.call(auditor, 'GET', '/audit/seal')).status).toBe(400);
  });
});
