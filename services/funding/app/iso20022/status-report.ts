import { NARRATIVE, type PaymentStatus } from '../send-payment/treasury-gateway.js';
import type { XmlElement } from './xml-element.js';

const ACCEPTED = new Set(['ACTC', 'ACCP', 'ACSP', 'ACWC', 'ACSC', 'ACCC', 'ACFC', 'ACWP']);
/** Received or waiting: neither yes nor no, so nothing follows from it. */
const UNDECIDED = new Set(['RCVD', 'PDNG', 'PART']);
/** The treasury has the instruction already. That is no refusal of it. */
const DUPLICATION = new Set(['AM05', 'DUPL']);

/**
 * A status report (pain.002.001.12): what the treasury thinks of instructions. Nothing in it settles a payment. Each of our files holds
 * one transfer under one id, so a verdict on the whole file is a verdict on the transfer.
 */
export function readStatusReport(document: XmlElement): PaymentStatus[] {
  const report = document.need('CstmrPmtStsRpt');
  const group = report.need('OrgnlGrpInfAndSts');
  const payments = report.all('OrgnlPmtInfAndSts');
  const told = payments.flatMap((payment) => {
    const transactions = payment.all('TxInfAndSts');
    return transactions.length > 0
      ? transactions.flatMap((transaction) => verdict(transaction.find('TxSts'), transaction, transaction.need('OrgnlEndToEndId').token))
      : verdict(payment.find('PmtInfSts'), payment, payment.need('OrgnlPmtInfId').token);
  });
  return payments.length > 0 ? told : verdict(group.find('GrpSts'), group, group.need('OrgnlMsgId').token);
}

function verdict(status: XmlElement | undefined, about: XmlElement, endToEndId: string): PaymentStatus[] {
  if (!status || UNDECIDED.has(status.token)) return [];
  if (ACCEPTED.has(status.token)) return [{ endToEndId, answer: { kind: 'accepted' } }];
  if (status.token !== 'RJCT') throw status.malformed(`the status ${status.token} is not known: money does not follow a guess`);
  const code = about.find('StsRsnInf/Rsn/Cd')?.token ?? NARRATIVE;
  return [{ endToEndId, answer: DUPLICATION.has(code) ? { kind: 'accepted' } : { kind: 'rejected', code } }];
}
