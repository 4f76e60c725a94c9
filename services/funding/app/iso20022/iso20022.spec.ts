import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StatementEntry } from '../send-payment/treasury-gateway.js';
import { writeCreditTransfer, type CreditTransfer } from './credit-transfer.js';
import { entry, notificationFile, OWN, statementFile, statusFile } from './iso20022-for-spec.js';
import { decodeMessage, readMessage } from './read-message.js';
import { Malformed, XmlElement } from './xml-element.js';
import { validateXml } from './xsd.js';

const golden = (name: string): string => readFileSync(new URL(`golden/${name}.xml`, import.meta.url), 'utf8');
const read = (xml: string) => readMessage(Buffer.from(xml), OWN);
const E2E = '0198f0a000007000800000000000024101';
const transfer: CreditTransfer = {
  messageId: E2E,
  createdAt: '2026-03-02T01:00:00.000Z',
  executionDate: '2026-03-02',
  debtor: { name: '锦江区国库集中支付中心', account: OWN },
  transfers: [{ endToEndId: E2E, amount: 295_750_000n, creditor: { name: '锦江区“示例甲”社会工作服务中心 <试点> & 合作方', account: 'AGENCY-0001' } }],
};

/** What the written file says, read by its elements alone. */
function readBack(xml: string) {
  const file = XmlElement.parse(xml).need('CstmrCdtTrfInitn');
  const payment = file.need('PmtInf');
  const sums = [file.need('GrpHdr'), payment].map((part) => ({ count: part.need('NbOfTxs').token, sum: part.need('CtrlSum').fen }));
  const transfers = payment.all('CdtTrfTxInf').map((one) => ({
    endToEndId: one.need('PmtId/EndToEndId').token,
    amount: one.need('Amt/InstdAmt').money,
    creditor: { name: one.need('Cdtr/Nm').text, account: one.need('CdtrAcct/Id/Othr/Id').token },
  }));
  return { sums, transfers };
}

const amount = fc.bigInt({ min: 1n, max: 9_999_999_999_999_999n });
const chinese = fc.array(fc.oneof(fc.integer({ min: 0x4e00, max: 0x9fff }), fc.integer({ min: 0x20000, max: 0x2a6df }), fc.constantFrom(0x20, 0x26, 0x3c, 0x3e, 0x22, 0x27, 0xb7, 0x5d)), {
  minLength: 1,
  maxLength: 60,
});
const name = chinese.map((points) => String.fromCodePoint(...points).replace(/ +/g, ' ').trim() || '名');

describe('an instruction (pain.001)', () => {
  it('is this file, to the byte, and follows its schema', async () => {
    const xml = writeCreditTransfer(transfer);
    expect(xml).toBe(golden('pain.001'));
    await expect(validateXml('pain.001.001.09', xml)).resolves.toBeUndefined();
  });

  it('says any amounts and any Chinese names as they were given, with sums and counts of integers', () => {
    const payments = fc.array(fc.record({ amount, creditor: fc.record({ name, account: fc.constantFrom('A-1', '6222020000000000000') }) }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(payments, (given) => {
        const transfers = given.map((one, i) => ({ ...one, endToEndId: `${E2E.slice(0, 32)}${i}` }));
        const { sums, transfers: read } = readBack(writeCreditTransfer({ ...transfer, transfers }));
        expect(read).toEqual(transfers);
        const total = { count: String(transfers.length), sum: transfers.reduce((sum, one) => sum + one.amount, 0n) };
        expect(sums).toEqual([total, total]);
      }),
    );
  });

  it.each([
    ['longer than a file may hold', '长'.repeat(200), '长'.repeat(140)],
    ['with characters that XML does not know', '甲\u0000乙\u0008\n丙\uD800', '甲 乙 丙'],
    ['of nothing that can be written', '\u0001', 'NOTPROVIDED'],
  ])('holds a name %s as far as it can', async (_what, given, written) => {
    const [payment] = transfer.transfers;
    const xml = writeCreditTransfer({ ...transfer, transfers: [{ endToEndId: E2E, amount: 1n, creditor: { name: given, account: payment?.creditor.account ?? '' } }] });
    expect(readBack(xml).transfers[0]?.creditor.name).toBe(written);
    await expect(validateXml('pain.001.001.09', xml)).resolves.toBeUndefined();
  });

  it('is not written when its schema forbids it', async () => {
    const xml = writeCreditTransfer({ ...transfer, messageId: 'x'.repeat(36) });
    await expect(validateXml('pain.001.001.09', xml)).rejects.toMatchObject({ field: 'MsgId', line: 5 });
  });
});

describe('what the treasury says', () => {
  it('is read from the golden files', async () => {
    expect(await read(golden('pain.002'))).toEqual([
      { kind: 'statuses', statuses: [{ endToEndId: E2E, answer: { kind: 'accepted' } }, { endToEndId: 'OTHER', answer: { kind: 'rejected', code: 'AC04' } }] },
    ]);
    const returned = entry({ entryRef: 'E000000002', direction: 'credit', returnCode: 'AC04', bookedOn: '2026-03-03' });
    const refund = entry({ entryRef: 'E000000003', endToEndId: 'NOTPROVIDED', direction: 'credit', amount: 1n, remittance: '退回 CASE-7', bookedOn: '2026-03-03' });
    expect(await read(golden('camt.054'))).toEqual([{ kind: 'entries', account: OWN, entries: [entry(), returned, refund] }]);
    const day = { account: OWN, number: 7, day: '2026-03-02', opening: 1_000_000_000n, closing: 704_250_000n, entries: [entry()] };
    expect(await read(golden('camt.053'))).toEqual([{ kind: 'statement', statement: day }]);
  });

  it('comes back as it was written, whatever the amounts and texts', () => {
    const one = fc.record({
      endToEndId: fc.constantFrom(E2E, 'NOTPROVIDED', 'P1'),
      direction: fc.constantFrom('debit' as const, 'credit' as const),
      amount,
      bookedOn: fc.constantFrom('2026-03-02', '2028-02-29'),
      counterparty: fc.constantFrom('AGENCY-0001', 'OTHER-0002'),
      remittance: name,
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), fc.bigInt({ min: -1_000_000_000_000_000n, max: 1_000_000_000_000_000n }), (given, opening) => {
        const entries = given.map((each, i): StatementEntry => ({ ...each, entryRef: `E${i}` }));
        expect(decodeMessage(notificationFile('M1', entries), OWN)).toEqual([{ kind: 'entries', account: OWN, entries }]);
        const closing = entries.reduce((sum, each) => sum + (each.direction === 'credit' ? each.amount : -each.amount), opening);
        const [told] = decodeMessage(statementFile({ number: 1, day: '2026-03-02', opening, entries }), OWN);
        expect(told).toMatchObject({ statement: { opening, closing, entries } });
      }),
    );
  });

  it.each([
    ['ACCP', undefined, [{ kind: 'accepted' }]],
    ['ACSC', undefined, [{ kind: 'accepted' }]],
    ['RJCT', 'AM04', [{ kind: 'rejected', code: 'AM04' }]],
    ['RJCT', undefined, [{ kind: 'rejected', code: 'NARR' }]],
    // Sent a second time: the treasury has the first one.
    ['RJCT', 'AM05', [{ kind: 'accepted' }]],
    ['PDNG', undefined, []],
  ])('of a payment in %s (%s) means that much and no more', (status, code, answers) => {
    const [message] = decodeMessage(statusFile('M1', E2E, status, code), OWN);
    expect(message).toEqual({ kind: 'statuses', statuses: answers.map((answer) => ({ endToEndId: E2E, answer })) });
  });
});

describe('a malformed file', () => {
  const spoilt: [string, string, string, number][] = [
    ['no XML', 'guten Tag', 'Document', 1],
    ['another message', notificationFile('M1', []).replace('camt.054.001.08', 'camt.052.001.08'), 'Document', 1],
    ['half a file', notificationFile('M1', [entry()]).slice(0, 900), 'Document', 36],
    ['a document type', notificationFile('M1', [entry()]).replace('<Document', '<!DOCTYPE x [<!ENTITY y "z">]>\n<Document'), 'Document', 1],
    ['another currency', notificationFile('M1', [entry()]).replace('"CNY"', '"USD"'), 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/Amt', 18],
    ['a third decimal', notificationFile('M1', [entry()]).replace('2957500.00', '2957500.001'), 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/Amt', 18],
    ['a word for an amount', notificationFile('M1', [entry()]).replace('2957500.00', 'viel'), 'Amt', 18],
    ['nothing that moved', notificationFile('M1', [entry({ amount: 0n })]), 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/Amt', 18],
    ['an entry without a reference', notificationFile('M1', [entry()]).replace(/ *<AcctSvcrRef>.*\n/, ''), 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/NtryRef', 17],
    ['an entry without a day', notificationFile('M1', [entry()]).replace(/ *<BookgDt>[^]*<\/BookgDt>\n/, ''), 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry/BookgDt', 17],
    ['an account of somebody else', notificationFile('M1', [], 'treasury-620102'), 'Document/BkToCstmrDbtCdtNtfctn/Ntfctn/Acct', 10],
    ['a status that nobody knows', statusFile('M1', E2E, 'HUGO'), 'Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts/TxSts', 16],
    ['a closing balance beside the entries', statementFile({ number: 1, day: '2026-03-02', opening: 0n, entries: [entry()], closing: 5n }), 'Document/BkToCstmrStmt/Stmt/Bal/Amt', 36],
    ['a control sum beside the entries', statementFile({ number: 1, day: '2026-03-02', opening: 0n, entries: [entry()], sum: 5n }), 'Document/BkToCstmrStmt/Stmt/TxsSummry/TtlNtries/Sum', 45],
    ['one entry twice', statementFile({ number: 1, day: '2026-03-02', opening: 0n, entries: [entry(), entry()] }), 'Document/BkToCstmrStmt/Stmt/Ntry', 48],
    ['a statement without its number', statementFile({ number: 0, day: '2026-03-02', opening: 0n, entries: [] }), 'Document/BkToCstmrStmt/Stmt/ElctrncSeqNb', 10],
  ];
  it.each(spoilt)('with %s is refused whole, with the field and the line', async (_what, xml, field, line) => {
    const refused = await read(xml);
    expect(refused).toBeInstanceOf(Malformed);
    expect(refused).toMatchObject({ field, line });
  });

  it('that is no UTF-8 is refused', async () => {
    expect(await readMessage(Uint8Array.of(0x3c, 0xff, 0xfe), OWN)).toMatchObject({ field: 'Document', reason: 'is not UTF-8' });
  });

  const files = [notificationFile('M1', [entry(), entry({ entryRef: 'E2', direction: 'credit', returnCode: 'AC04' })]), statusFile('M1', E2E, 'RJCT', 'AC04'), statementFile({ number: 1, day: '2026-03-02', opening: 5n, entries: [entry()] })];
  /** A file with some of its characters lost, doubled or replaced, or cut off. */
  const mutated = fc
    .record({ file: fc.constantFrom(...files), at: fc.nat(), length: fc.nat({ max: 40 }), put: fc.oneof(fc.constant(''), fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('<', '>', '&', '</', ']]>', '<!--', '-', '__proto__')), cut: fc.boolean() })
    .map(({ file, at, length, put, cut }) => {
      const from = at % file.length;
      return file.slice(0, from) + put + (cut ? '' : file.slice(from + length));
    });

  it('in any way is refused by the codec, which throws nothing else', () => {
    fc.assert(
      fc.property(mutated, (xml) => {
        try {
          decodeMessage(xml, OWN);
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('in any way is refused by schema and codec together', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (xml) => {
        const answer = await read(xml);
        expect(answer instanceof Malformed || Array.isArray(answer)).toBe(true);
      }),
      { numRuns: 8 },
    );
  });
});
