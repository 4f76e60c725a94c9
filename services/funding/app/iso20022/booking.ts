import { NARRATIVE, type StatementEntry } from '../send-payment/treasury-gateway.js';
import type { XmlElement } from './xml-element.js';

const NOT_PROVIDED = 'NOTPROVIDED';

/** The booked entries of a notification or statement on `account`; what is only announced (PDNG, INFO) is no booking. */
export const readBookings = (of: XmlElement, account: string): StatementEntry[] =>
  of
    .all('Ntry')
    .filter((entry) => entry.need('Sts/Cd').token === 'BOOK')
    .map((entry) => readBooking(entry, account));

/** One entry. A booking of several transfers at once names no single one of them: it matches none, and a person looks at it. */
function readBooking(entry: XmlElement, account: string): StatementEntry {
  const transactions = entry.all('NtryDtls').flatMap((details) => details.all('TxDtls'));
  const transaction = transactions.length === 1 ? transactions[0] : undefined;
  const amount = entry.need('Amt').money;
  if (amount === 0n) throw entry.need('Amt').malformed('an entry moves more than nothing');
  const direction = directionOf(entry);
  const returnCode = transaction?.find('RtrInf/Rsn/Cd')?.token ?? (entry.find('RvslInd')?.token === 'true' ? NARRATIVE : undefined);
  const remittance = transaction
    ?.find('RmtInf')
    ?.all('Ustrd')
    .map(({ text }) => text.trim())
    .join(' ');
  return {
    entryRef: (entry.find('AcctSvcrRef') ?? entry.need('NtryRef')).token,
    endToEndId: transaction?.find('Refs/EndToEndId')?.token ?? NOT_PROVIDED,
    direction,
    amount,
    bookedOn: entry.need('BookgDt').day,
    counterparty: counterpartyOf(transaction, direction, account),
    ...(returnCode === undefined ? {} : { returnCode }),
    ...(remittance ? { remittance } : {}),
  };
}

export const directionOf = (of: XmlElement): 'debit' | 'credit' => (of.need('CdtDbtInd').token === 'DBIT' ? 'debit' : 'credit');

/** Returns keep the parties of the payment that comes back, so whichever account is not our own is the other one. */
function counterpartyOf(transaction: XmlElement | undefined, direction: 'debit' | 'credit', own: string): string {
  const parties = direction === 'debit' ? ['CdtrAcct', 'DbtrAcct'] : ['DbtrAcct', 'CdtrAcct'];
  const accounts = parties.flatMap((party) => {
    const found = transaction?.find(`RltdPties/${party}`);
    return found ? [accountIdOf(found)] : [];
  });
  return accounts.find((account) => account !== own) ?? NOT_PROVIDED;
}

export const accountIdOf = (account: XmlElement): string => (account.find('Id/IBAN') ?? account.need('Id/Othr/Id')).token;
