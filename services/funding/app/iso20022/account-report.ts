import { sumFen, type Fen } from '@goufu/kernel';
import type { BankStatement, StatementEntry, TreasuryMessage } from '../send-payment/treasury-gateway.js';
import { accountIdOf, directionOf, readBookings } from './booking.js';
import type { XmlElement } from './xml-element.js';

/** A notification of bookings (camt.054.001.08): each settles or returns a payment as soon as it is known. */
export function readNotification(document: XmlElement, own: string): TreasuryMessage[] {
  return document
    .need('BkToCstmrDbtCdtNtfctn')
    .all('Ntfctn')
    .map((notification) => {
      const account = ownAccount(notification, own);
      return { kind: 'entries', account, entries: readBookings(notification, account) };
    });
}

/** Statements of closed days (camt.053.001.08). What does not add up is refused whole. */
export function readStatements(document: XmlElement, own: string): TreasuryMessage[] {
  return document
    .need('BkToCstmrStmt')
    .all('Stmt')
    .map((statement) => ({ kind: 'statement', statement: readStatement(statement, own) }));
}

function readStatement(statement: XmlElement, own: string): BankStatement {
  if (statement.find('StmtPgntn/LastPgInd')?.token === 'false') throw statement.need('StmtPgntn').malformed('a statement comes on one page');
  const account = ownAccount(statement, own);
  const opening = balance(statement, ['OPBD', 'PRCD']);
  const closing = balance(statement, ['CLBD']);
  const entries = readBookings(statement, account);
  noneTwice(statement, entries);
  const moved = sumFen(entries.map(({ direction, amount }) => (direction === 'credit' ? amount : -amount)));
  const expected = signed(opening) + moved;
  if (expected !== signed(closing)) throw closing.need('Amt').malformed(`the entries lead from ${signed(opening)} to ${expected} fen, not to ${signed(closing)}`);
  checkSummary(statement, entries);
  return { account, number: numberOf(statement), day: closing.need('Dt').day, opening: signed(opening), closing: signed(closing), entries };
}

/** A file about somebody else's account was sent to the wrong place. */
function ownAccount(of: XmlElement, own: string): string {
  const account = accountIdOf(of.need('Acct'));
  if (account !== own) throw of.need('Acct').malformed(`the account ${account} is not ours`);
  return account;
}

function balance(statement: XmlElement, codes: readonly string[]): XmlElement {
  const found = statement.all('Bal').find((each) => codes.includes(each.find('Tp/CdOrPrtry/Cd')?.token ?? ''));
  if (!found) throw statement.malformed(`has no balance of type ${codes.join(' or ')}`);
  return found;
}

const signed = (of: XmlElement): Fen => (directionOf(of) === 'credit' ? of.need('Amt').money : -of.need('Amt').money);

function numberOf(statement: XmlElement): number {
  const number = statement.find('LglSeqNb') ?? statement.need('ElctrncSeqNb');
  if (!/^[1-9]\d{0,8}$/.test(number.token)) throw number.malformed(`"${number.token}" is no number of a statement`);
  return Number(number.token);
}

function noneTwice(statement: XmlElement, entries: readonly StatementEntry[]): void {
  const refs = entries.map(({ entryRef }) => entryRef);
  const again = refs.findIndex((ref, i) => refs.indexOf(ref) < i);
  if (again >= 0) throw statement.need('Ntry').malformed(`the entry ${refs[again]} stands twice in one statement`);
}

/** Control figures are optional; where they stand, they must be right. */
function checkSummary(statement: XmlElement, entries: readonly StatementEntry[]): void {
  const total = statement.find('TxsSummry/TtlNtries');
  const count = total?.find('NbOfNtries');
  if (count && Number(count.token) !== entries.length) throw count.malformed(`says ${count.token} entries, and there are ${entries.length}`);
  const sum = total?.find('Sum');
  const amount = sumFen(entries.map((entry) => entry.amount));
  if (sum && sum.fen !== amount) throw sum.malformed(`says ${sum.token} yuan, and the entries add up to ${amount} fen`);
}
