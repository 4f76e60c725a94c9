import { readdir, readFile, rename, writeFile, appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@goufu/testing';
import { entry, fileRefusal, notificationFile, statusFile } from '../iso20022/iso20022-for-spec.js';
import { validateXml } from '../iso20022/xsd.js';
import { NOW, officer, orderedPayment, signedStatus, startFunding, type Funding } from '../specs/funding-for-spec.js';

const PATIENCE = { within: 20_000 };

/** The rails in files alone: nobody listens where the HTTP rails would call. */
describe('files to and from the treasury', () => {
  let funding: Funding;
  beforeAll(async () => {
    funding = await startFunding('files');
    await funding.moveClock(NOW);
  });
  afterAll(() => funding.close());

  const folder = (name: string) => join(funding.filesDir, name);
  const namesIn = async (name: string) => (await readdir(folder(name))).toSorted();
  const endingWith = async (name: string, end: string) => (await namesIn(name)).filter((each) => each.endsWith(end));
  const drop = async (name: string, text: string) => {
    await writeFile(join(folder('in'), `.${name}`), text);
    await rename(join(folder('in'), `.${name}`), join(folder('in'), name));
  };
  const everything = async () =>
    (await funding.query<{ n: string }>(`SELECT concat_ws('/', (SELECT count(*) FROM ledger_transfer), (SELECT count(*) FROM statement_entry), (SELECT count(*) FROM suspense), (SELECT count(*) FROM fact WHERE type NOT LIKE '%reconciliation-break%')) AS n`))[0]?.n;

  const waiting = async (titleZh: string) => (await funding.must<{ items: { titleZh: string; trancheId?: string }[] }>(officer, 'GET', '/stuck-money')).items.find((item) => item.titleZh === titleZh || item.trancheId === titleZh);

  it('carry a payment from its order to its settlement', async () => {
    const order = await orderedPayment(funding);
    await funding.approve(order);
    const told = await funding.untilPublished(order.purchaseId, 'payment-settled');
    expect(told.slice(-2)).toEqual(['payment-instructed', 'payment-settled']);
    const [attempt] = await funding.query<{ end_to_end_id: string }>('SELECT end_to_end_id FROM payment_attempt WHERE order_id = $1', [order.orderId]);
    const [sent = ''] = await endingWith('out/fetched', `${attempt?.end_to_end_id}.xml`);
    await expect(validateXml('pain.001.001.09', await readFile(join(folder('out/fetched'), sent), 'utf8'))).resolves.toBeUndefined();
    expect(await namesIn('out')).toEqual(['fetched']);
    await eventually(async () => expect(await namesIn('in')).toEqual([]), PATIENCE);
    expect(await funding.treasury.ask('GET', `/payments/${attempt?.end_to_end_id}`)).toMatchObject({ status: 'booked' });
  });

  it('count once by their content, whatever they are called', async () => {
    const text = notificationFile('TWICE', [entry({ entryRef: 'SPEC-1', endToEndId: 'NOBODY', amount: 7n })]);
    await drop('a.xml', text);
    await eventually(async () => expect(await endingWith('processed', '-a.xml')).toHaveLength(1), PATIENCE);
    const before = await everything();
    await drop('b.xml', text);
    await eventually(async () => expect(await endingWith('processed', '-b.xml')).toHaveLength(1), PATIENCE);
    expect(await everything()).toBe(before);
    const [row] = await funding.query<{ n: number }>(`SELECT count(*)::int AS n FROM statement_entry WHERE entry_ref = 'SPEC-1'`);
    expect(row?.n).toBe(1);
  });

  it('are refused whole when one entry is malformed; the original is kept, and somebody is told why', async () => {
    const before = await everything();
    const text = notificationFile('BROKEN', [entry({ entryRef: 'SPEC-2', endToEndId: 'NOBODY' }), entry({ entryRef: 'SPEC-3' })]).replace(/2957500\.00(?![^]*2957500\.00)/, '2957500.001');
    const line = text.split('\n').findIndex((each) => each.includes('2957500.001')) + 1;
    await drop('broken.xml', text);
    await eventually(async () => expect(await endingWith('refused', 'broken.xml')).toHaveLength(1), PATIENCE);
    const [kept = ''] = await endingWith('refused', 'broken.xml');
    expect(await readFile(join(folder('refused'), kept), 'utf8')).toBe(text);
    const reason = JSON.parse(await readFile(join(folder('refused'), `${kept}.reason.json`), 'utf8')) as object;
    expect(reason).toMatchObject({ file: 'broken.xml', field: 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/Amt', line });
    expect(await everything()).toBe(before);
    const { items: files } = await funding.must<{ items: object[] }>(officer, 'GET', '/treasury-files?state=refused');
    expect(files[0]).toMatchObject({ fileName: 'broken.xml', refusal: { line } });
    expect(await waiting('broken.xml')).toMatchObject({ stage: 'refused-file', owner: 'finance-officer', nextActions: ['clear'], fault: expect.stringContaining(`line ${line}`) });
    const { items: breaks } = await funding.must<{ items: { breakId: string; kind: string; owner: string }[] }>(officer, 'GET', '/reconciliation-breaks');
    const [found] = breaks.filter(({ kind }) => kind === 'file-refused');
    expect(found).toMatchObject({ owner: 'finance-officer', openedAt: expect.stringMatching(/^2026-03-02/) });
    expect(await funding.published(found?.breakId ?? '')).toEqual(['reconciliation-break-raised']);
    await funding.must(officer, 'POST', `/reconciliation-breaks/${found?.breakId}/clearance`, { explanation: '银行已重发' });
    expect(await waiting('broken.xml')).toBeUndefined();
    expect(await funding.call(officer, 'POST', `/reconciliation-breaks/${found?.breakId}/clearance`, { explanation: '再说一遍' })).toMatchObject({ status: 409 });
    expect(await funding.published(found?.breakId ?? '')).toEqual(['reconciliation-break-raised', 'reconciliation-break-cleared']);
  });

  it('are left alone while they are being written', async () => {
    const text = notificationFile('HALF', [entry({ entryRef: 'SPEC-4', endToEndId: 'NOBODY', amount: 9n })]);
    await writeFile(join(folder('in'), 'half.xml'), text.slice(0, 500));
    await drop('later.xml', notificationFile('LATER', [entry({ entryRef: 'SPEC-5', endToEndId: 'NOBODY', amount: 9n })]));
    await eventually(async () => expect(await endingWith('processed', '-later.xml')).toHaveLength(1), PATIENCE);
    expect(await namesIn('in')).toContain('half.xml');
    await appendFile(join(folder('in'), 'half.xml'), text.slice(500));
    await eventually(async () => expect(await endingWith('processed', '-half.xml')).toHaveLength(1), PATIENCE);
  });

  it('that are cut off, empty, of somebody else or no message at all post nothing', async () => {
    const before = await everything();
    const whole = notificationFile('CUT', [entry({ entryRef: 'SPEC-6' })]);
    const bad = [
      ...[200, 700, 1_100].map((at) => `${whole.slice(0, at)}</Document>`),
      notificationFile('ELSEWHERE', [entry({ entryRef: 'SPEC-7' })], 'treasury-620102'),
      statusFile('WHAT', 'NOBODY', 'HUGO'),
      '<Document/>',
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Document>&b;</Document>',
    ];
    for (const [i, text] of bad.entries()) await drop(`bad-${i}.xml`, text.endsWith('</Document>') || text.endsWith('</Document>\n') ? text : `${text}<!-- -->\n</Document>`);
    await eventually(async () => {
      for (const i of bad.keys()) expect(await endingWith('refused', `-bad-${i}.xml`)).toHaveLength(1);
    }, PATIENCE);
    expect(await everything()).toBe(before);
  });

  it('that refuse an instruction whole leave its money owed, and stuck money says why', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'times-out-without-paying', times: 1_000 });
    await funding.approve(order);
    const [attempt] = await funding.query<{ end_to_end_id: string }>('SELECT end_to_end_id FROM payment_attempt WHERE order_id = $1', [order.orderId]);
    await drop('refusal.xml', fileRefusal('REFUSED', attempt?.end_to_end_id ?? '', 'FF01'));
    await funding.untilPublished(order.purchaseId, 'payment-rejected');
    expect(await waiting(order.firstTranche)).toMatchObject({ stage: 'payable', owner: 'agency', orderId: order.orderId, fault: 'FF01' });
  });

  it('that repeat or spoil what was said, or come in halves, settle once', async () => {
    const order = await orderedPayment(funding);
    await funding.treasury.hostile({ kind: 'file-malformed', times: 2 }, { kind: 'file-in-halves', times: 2 }, { kind: 'entry-repeated' });
    await funding.approve(order);
    await funding.untilPublished(order.purchaseId, 'payment-settled');
    await eventually(async () => expect(await namesIn('in')).toEqual([]), PATIENCE);
    expect((await funding.published(order.purchaseId)).filter((type) => type === 'payment-settled')).toHaveLength(1);
    const items = await eventually(async () => {
      const refused = await funding.must<{ items: { fileName: string }[] }>(officer, 'GET', '/treasury-files?state=refused');
      expect(refused.items.filter(({ fileName }) => fileName.includes('-spoilt'))).toHaveLength(2);
      return refused.items;
    });
    expect(items.every(({ fileName }) => /spoilt|broken|bad/.test(fileName))).toBe(true);
  });

  it('are the only voice of the treasury: without a key nobody who speaks over HTTP is believed', async () => {
    const order = await orderedPayment(funding);
    await funding.approve(order);
    const [attempt] = await funding.query<{ end_to_end_id: string }>('SELECT end_to_end_id FROM payment_attempt WHERE order_id = $1', [order.orderId]);
    expect(await funding.treasuryTells(signedStatus(attempt?.end_to_end_id ?? '', 'rejected', 'AC04'))).toMatchObject({ status: 403, body: { code: 'payment-status.not-signed' } });
    expect(await funding.published(order.purchaseId)).not.toContain('payment-rejected');
  });
});
