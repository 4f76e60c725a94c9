import { wireFen, parseFen, type Instant } from '@goufu/kernel';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { StatementEntry } from '../books.js';
import type { DayStatement } from '../day-statements.js';
import { instruction, type Instruction } from '../schemas.js';

/** What this treasury writes and reads in ISO 20022. Written from the standard, not from what Goufu does with it. */

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: '  ', suppressEmptyNode: true });
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false, removeNSPrefix: true, isArray: (name) => name === 'CdtTrfTxInf' });

const message = (name: string, content: object): string =>
  builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, Document: { '@xmlns': `urn:iso:std:iso:20022:tech:xsd:${name}`, ...content } });

function yuan(fen: string): string {
  const digits = fen.replace('-', '').padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
const money = (fen: string) => ({ '#text': yuan(fen), '@Ccy': 'CNY' });
const account = (id: string) => ({ Id: { Othr: { Id: id } } });

/** pain.002: what is thought of one instruction. */
export function statusReport(messageId: string, at: Instant, { endToEndId, status, code }: { readonly endToEndId: string; readonly status: 'ACCP' | 'RJCT'; readonly code?: string | undefined }): string {
  const reason = code === undefined ? {} : { StsRsnInf: { Rsn: { Cd: code } } };
  return message('pain.002.001.12', {
    CstmrPmtStsRpt: {
      GrpHdr: { MsgId: messageId, CreDtTm: at },
      OrgnlGrpInfAndSts: { OrgnlMsgId: endToEndId, OrgnlMsgNmId: 'pain.001.001.09' },
      OrgnlPmtInfAndSts: { OrgnlPmtInfId: endToEndId, TxInfAndSts: { OrgnlEndToEndId: endToEndId, TxSts: status, ...reason } },
    },
  });
}

/** camt.054: one booking, as it happens. */
export const notification = (messageId: string, at: Instant, entry: StatementEntry): string =>
  message('camt.054.001.08', {
    BkToCstmrDbtCdtNtfctn: { GrpHdr: { MsgId: messageId, CreDtTm: at }, Ntfctn: { Id: messageId, Acct: account(entry.account), Ntry: booking(entry) } },
  });

/** camt.053: one day, closed. */
export function statement(messageId: string, at: Instant, { account: id, number, day, openingBalanceFen, closingBalanceFen, entries }: DayStatement): string {
  const balance = (code: string, fen: string) => ({ Tp: { CdOrPrtry: { Cd: code } }, Amt: money(fen), CdtDbtInd: fen.startsWith('-') ? 'DBIT' : 'CRDT', Dt: { Dt: day } });
  const sum = entries.reduce((total, { amountFen }) => total + parseFen(amountFen), 0n);
  return message('camt.053.001.08', {
    BkToCstmrStmt: {
      GrpHdr: { MsgId: messageId, CreDtTm: at },
      Stmt: {
        Id: messageId,
        ElctrncSeqNb: String(number),
        Acct: account(id),
        Bal: [balance('OPBD', openingBalanceFen), balance('CLBD', closingBalanceFen)],
        TxsSummry: { TtlNtries: { NbOfNtries: String(entries.length), Sum: yuan(wireFen(sum)) } },
        Ntry: entries.map(booking),
      },
    },
  });
}

function booking(entry: StatementEntry) {
  const { account: own, counterparty: other, creditDebit, remittance, returnCode } = entry;
  const [from, to] = creditDebit === 'DBIT' ? [own, other.account] : [other.account, own];
  return {
    Amt: money(entry.amountFen),
    CdtDbtInd: creditDebit,
    Sts: { Cd: 'BOOK' },
    BookgDt: { Dt: entry.bookedOn },
    ValDt: { Dt: entry.valueDate },
    AcctSvcrRef: entry.entryRef,
    BkTxCd: { Prtry: { Cd: 'TRANSFER' } },
    NtryDtls: {
      TxDtls: {
        Refs: { EndToEndId: entry.endToEndId },
        RltdPties: { DbtrAcct: account(from), CdtrAcct: account(to) },
        ...(remittance === undefined ? {} : { RmtInf: { Ustrd: remittance } }),
        ...(returnCode === undefined ? {} : { RtrInf: { Rsn: { Cd: returnCode } } }),
      },
    },
  };
}

const accountId = z.object({ Id: z.object({ Othr: z.object({ Id: z.string() }) }) }).transform(({ Id }) => Id.Othr.Id);
const transfer = z.object({
  PmtId: z.object({ EndToEndId: z.string() }),
  Amt: z.object({ InstdAmt: z.object({ '#text': z.string().regex(/^\d{1,16}\.\d{2}$/), '@Ccy': z.string() }) }),
  Cdtr: z.object({ Nm: z.string() }),
  CdtrAcct: accountId,
});
const transfers = z.object({
  Document: z.object({
    CstmrCdtTrfInitn: z.object({
      GrpHdr: z.object({ NbOfTxs: z.string(), CtrlSum: z.string() }),
      PmtInf: z.object({ ReqdExctnDt: z.object({ Dt: z.string() }), DbtrAcct: accountId, CdtTrfTxInf: z.array(transfer) }),
    }),
  }),
});

/** The instructions of a pain.001. Throws for a file that is none, or whose count and sum are not those of its transfers. */
export function readInstructions(xml: string): Instruction[] {
  const { GrpHdr: header, PmtInf: payment } = transfers.parse(parser.parse(xml)).Document.CstmrCdtTrfInitn;
  const found = payment.CdtTrfTxInf.map(({ PmtId, Amt: { InstdAmt }, Cdtr, CdtrAcct }) =>
    instruction.parse({
      endToEndId: PmtId.EndToEndId,
      debtorAccount: payment.DbtrAcct,
      creditorAccount: CdtrAcct,
      creditorName: Cdtr.Nm,
      amountFen: InstdAmt['#text'].replace('.', '').replace(/^0+(?=\d)/, ''),
      currency: InstdAmt['@Ccy'],
      executionDate: payment.ReqdExctnDt.Dt,
    }),
  );
  const sum = found.reduce((total, { amountFen }) => total + parseFen(amountFen), 0n);
  if (Number(header.NbOfTxs) !== found.length || header.CtrlSum !== yuan(wireFen(sum))) throw new Error('count or control sum do not fit the transfers');
  return found;
}
