import { XMLBuilder } from 'fast-xml-parser';
import type { StatementEntry } from '../send-payment/treasury-gateway.js';

/** Files as a treasury writes them: what specs read, drop and spoil. */

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: '  ' });
const CREATED = '2026-03-02T09:00:00.000+08:00';
export const OWN = 'treasury-510104';

const document = (name: string, content: object): string =>
  builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, Document: { '@xmlns': `urn:iso:std:iso:20022:tech:xsd:${name}`, ...content } });

/** Yuan of a possibly negative amount, without its sign. */
export const yuan = (fen: bigint): string => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const money = (fen: bigint) => ({ '#text': yuan(fen), '@Ccy': 'CNY' });
const account = (id: string) => ({ Id: { Othr: { Id: id } } });

export const entry = (over: Partial<StatementEntry> = {}): StatementEntry => ({
  entryRef: 'E000000001',
  endToEndId: '0198f0a000007000800000000000024101',
  direction: 'debit',
  amount: 295_750_000n,
  bookedOn: '2026-03-02',
  counterparty: 'AGENCY-0001',
  ...over,
});

const ntry = ({ entryRef, endToEndId, direction, amount, bookedOn, counterparty, returnCode, remittance }: StatementEntry, own: string) => ({
  Amt: money(amount),
  CdtDbtInd: direction === 'debit' ? 'DBIT' : 'CRDT',
  Sts: { Cd: 'BOOK' },
  BookgDt: { Dt: bookedOn },
  AcctSvcrRef: entryRef,
  BkTxCd: { Prtry: { Cd: 'TRANSFER' } },
  NtryDtls: {
    TxDtls: {
      Refs: { EndToEndId: endToEndId },
      RltdPties: direction === 'debit' ? { DbtrAcct: account(own), CdtrAcct: account(counterparty) } : { DbtrAcct: account(counterparty), CdtrAcct: account(own) },
      ...(remittance === undefined ? {} : { RmtInf: { Ustrd: remittance } }),
      ...(returnCode === undefined ? {} : { RtrInf: { Rsn: { Cd: returnCode } } }),
    },
  },
});

export const notificationFile = (messageId: string, entries: readonly StatementEntry[], own = OWN): string =>
  document('camt.054.001.08', {
    BkToCstmrDbtCdtNtfctn: { GrpHdr: { MsgId: messageId, CreDtTm: CREATED }, Ntfctn: { Id: messageId, Acct: account(own), Ntry: entries.map((each) => ntry(each, own)) } },
  });

interface StatementOf {
  readonly number: number;
  readonly day: string;
  readonly opening: bigint;
  readonly entries: readonly StatementEntry[];
  readonly closing?: bigint;
  readonly sum?: bigint;
}

export function statementFile({ number, day, opening, entries, closing, sum }: StatementOf, own = OWN): string {
  const moved = entries.reduce((total, { direction, amount }) => total + (direction === 'credit' ? amount : -amount), 0n);
  const balance = (code: string, amount: bigint) => ({ Tp: { CdOrPrtry: { Cd: code } }, Amt: money(amount), CdtDbtInd: amount < 0n ? 'DBIT' : 'CRDT', Dt: { Dt: day } });
  const total = sum ?? entries.reduce((all, { amount }) => all + amount, 0n);
  return document('camt.053.001.08', {
    BkToCstmrStmt: {
      GrpHdr: { MsgId: `S${number}`, CreDtTm: CREATED },
      Stmt: {
        Id: `${own}-${number}`,
        ElctrncSeqNb: String(number),
        Acct: account(own),
        Bal: [balance('OPBD', opening), balance('CLBD', closing ?? opening + moved)],
        TxsSummry: { TtlNtries: { NbOfNtries: String(entries.length), Sum: yuan(total) } },
        ...(entries.length > 0 ? { Ntry: entries.map((each) => ntry(each, own)) } : {}),
      },
    },
  });
}

export const statusFile = (messageId: string, endToEndId: string, status: string, code?: string): string =>
  document('pain.002.001.12', {
    CstmrPmtStsRpt: {
      GrpHdr: { MsgId: messageId, CreDtTm: CREATED },
      OrgnlGrpInfAndSts: { OrgnlMsgId: endToEndId, OrgnlMsgNmId: 'pain.001.001.09' },
      OrgnlPmtInfAndSts: {
        OrgnlPmtInfId: endToEndId,
        TxInfAndSts: { OrgnlEndToEndId: endToEndId, TxSts: status, ...(code === undefined ? {} : { StsRsnInf: { Rsn: { Cd: code } } }) },
      },
    },
  });

/** The file itself was refused, so nothing is said of the transfers in it. */
export const fileRefusal = (messageId: string, originalMessageId: string, code: string): string =>
  document('pain.002.001.12', {
    CstmrPmtStsRpt: {
      GrpHdr: { MsgId: messageId, CreDtTm: CREATED },
      OrgnlGrpInfAndSts: { OrgnlMsgId: originalMessageId, OrgnlMsgNmId: 'pain.001.001.09', GrpSts: 'RJCT', StsRsnInf: { Rsn: { Cd: code } } },
    },
  });
