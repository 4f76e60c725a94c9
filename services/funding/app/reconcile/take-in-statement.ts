import { reconciliationBreakCleared } from '@goufu/contracts';
import type { Tx } from '@goufu/persistence';
import { countStatements, insertStatement, linkEntries, readKnownEntries, readNeighbours, type KeptStatement } from '../persistence/bank-statement.repository.js';
import { clearBreak, raiseBreak, readBreaks, type Break } from '../persistence/break.repository.js';
import type { BankStatement } from '../send-payment/treasury-gateway.js';
import { readDays } from './reconciliation-view.js';

type Raise = (about: Pick<Break, 'kind' | 'subject' | 'expected' | 'found'>) => Promise<void>;

/**
 * Takes a closed day in, once, when its entries are: every entry stands in one statement, numbers leave no gap, each day opens where
 * the one before closed, and closes where the ledger does. Whatever does not is a break with an owner, and nothing is posted for it.
 */
export async function takeInStatement(tx: Tx, jurisdiction: string, statement: BankStatement): Promise<void> {
  const { account, number } = statement;
  const raise: Raise = (about) => raiseBreak(tx, { account, jurisdiction, ...about });
  const { same, sameDay, before, after } = await readNeighbours(tx, account, statement);
  const known = same ?? sameDay;
  if (known) {
    if (!sameContent(known, statement)) await raise({ kind: 'statement-differs', subject: String(number), expected: describe(known), found: describe(statement) });
    return;
  }
  await insertStatement(tx, jurisdiction, statement);
  await linkOnce(tx, statement, raise);
  if (before && !after && before.number < number - 1) await raise({ kind: 'statement-missing', subject: `${before.number + 1}-${number - 1}`, expected: 'a number after each other', found: `${before.number}, ${number}` });
  if (before?.number === number - 1) await compareBalances(before, statement, raise);
  if (after?.number === number + 1) await compareBalances(statement, after, raise);
  await closeGaps(tx, account);
  const [day] = await readDays(tx, '', { account, day: statement.day });
  if (day && day.unexplained !== 0n) await raise({ kind: 'balance-differs', subject: String(number), expected: (day.closingByBank - day.unexplained).toString(), found: day.closingByBank.toString() });
}

const sameContent = (one: KeptStatement, other: KeptStatement): boolean => describe(one) === describe(other);
const describe = ({ number, day, opening, closing }: KeptStatement): string => `no. ${number} of ${day}: ${opening} to ${closing} fen`;

/** An entry that was told before must be the same one, and stands in one statement only. */
async function linkOnce(tx: Tx, { account, number, entries }: BankStatement, raise: Raise): Promise<void> {
  const known = await readKnownEntries(tx, account, entries.map(({ entryRef }) => entryRef));
  const free: string[] = [];
  for (const { entryRef, direction, amount, endToEndId } of entries) {
    const earlier = known.get(entryRef);
    const found = `${direction} of ${amount} fen for ${endToEndId} in statement ${number}`;
    if (earlier?.statementNo !== undefined) await raise({ kind: 'entry-differs', subject: entryRef, expected: `once, in statement ${earlier.statementNo}`, found });
    else if (earlier) free.push(entryRef);
    if (earlier && (earlier.direction !== direction || earlier.amount !== amount || earlier.endToEndId !== endToEndId)) {
      await raise({ kind: 'entry-differs', subject: entryRef, expected: `${earlier.direction} of ${earlier.amount} fen for ${earlier.endToEndId}`, found });
    }
  }
  await linkEntries(tx, account, number, free);
}

async function compareBalances(before: KeptStatement, after: KeptStatement, raise: Raise): Promise<void> {
  if (before.closing === after.opening) return;
  await raise({ kind: 'opening-differs', subject: String(after.number), expected: before.closing.toString(), found: after.opening.toString() });
}

/** A gap closes when all of its statements have come after all. */
async function closeGaps(tx: Tx, account: string): Promise<void> {
  const open = (await readBreaks(tx, '', { account })).filter(({ kind, clearedAt }) => kind === 'statement-missing' && clearedAt === undefined);
  for (const { breakId, about, kind, owner, jurisdiction } of open) {
    const [from = 0, to = 0] = about.split('-').map(Number);
    if ((await countStatements(tx, account, from, to)) < to - from + 1) continue;
    const explanation = '对账单已补齐';
    await clearBreak(tx, breakId, { by: tx.actorId, at: tx.now, explanation });
    tx.record({ contract: reconciliationBreakCleared, subject: breakId, jurisdiction, data: { breakId, kind, about, owner, explanation } });
  }
}
