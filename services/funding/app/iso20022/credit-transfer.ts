import { sumFen, type Fen, type Instant, type LocalDate } from '@goufu/kernel';
import { XMLBuilder } from 'fast-xml-parser';

/** One instruction file (pain.001.001.09): transfers from one account on one day. */
export interface CreditTransfer {
  /** At most 35 characters; the same id is the same file, to the byte. */
  readonly messageId: string;
  readonly createdAt: Instant;
  readonly executionDate: LocalDate;
  readonly debtor: { readonly name: string; readonly account: string };
  readonly transfers: readonly {
    readonly endToEndId: string;
    readonly amount: Fen;
    readonly creditor: { readonly name: string; readonly account: string };
  }[];
}

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const LONGEST_NAME = 140;
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: '  ', suppressEmptyNode: true });

/** The text of the file. Sums and counts are made of the very transfers that it holds. */
export function writeCreditTransfer({ messageId, createdAt, executionDate, debtor, transfers }: CreditTransfer): string {
  const totals = { NbOfTxs: String(transfers.length), CtrlSum: yuanOf(sumFen(transfers.map(({ amount }) => amount))) };
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': NAMESPACE,
      CstmrCdtTrfInitn: {
        GrpHdr: { MsgId: messageId, CreDtTm: createdAt, ...totals, InitgPty: { Nm: nameOf(debtor.name) } },
        PmtInf: {
          PmtInfId: messageId,
          PmtMtd: 'TRF',
          BtchBookg: 'false',
          ...totals,
          ReqdExctnDt: { Dt: executionDate },
          Dbtr: { Nm: nameOf(debtor.name) },
          DbtrAcct: accountOf(debtor.account),
          DbtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
          CdtTrfTxInf: transfers.map(({ endToEndId, amount, creditor }) => ({
            PmtId: { InstrId: endToEndId, EndToEndId: endToEndId },
            Amt: { InstdAmt: { '#text': yuanOf(amount), '@Ccy': 'CNY' } },
            Cdtr: { Nm: nameOf(creditor.name) },
            CdtrAcct: accountOf(creditor.account),
          })),
        },
      },
    },
  });
}

/** `295750000n` → `2957500.00`. */
const yuanOf = (amount: Fen): string => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;

const accountOf = (account: string) => ({ Id: { Othr: { Id: account } } });

/** A name as it can stand in a file: one line, of characters that XML knows, at most 140 of them. */
function nameOf(name: string): string {
  const line = name.replace(/[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ' ').replace(/\s+/g, ' ').trim();
  return Array.from(line).slice(0, LONGEST_NAME).join('').trim() || 'NOTPROVIDED';
}
