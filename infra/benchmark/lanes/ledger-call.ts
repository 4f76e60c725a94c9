import { accountOf, idOf, JURISDICTION, YEAR, type Purchase } from '../seed/purchases.js';

interface Account {
  readonly id: string;
  readonly book: 'budget' | 'cash';
  readonly stage: string;
  readonly holder: string | null;
  readonly lineId: string;
}

interface Leg {
  readonly event: string;
  readonly no: number;
  readonly from: Account;
  readonly to: Account;
  readonly amount: string;
  readonly purchaseId: string;
}

/** A call of the ledger's writer. */
export interface LedgerCall {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

const POSTED = '2026-11-02T01:00:00.000Z';
const parameterList = (count: number): string => Array.from({ length: count }, (_, i) => `$${i + 1}`).join(', ');
const account = (book: 'budget' | 'cash', stage: string, holder: string | null, line: number): Account => ({ id: accountOf(book, stage, holder, line), book, stage, holder, lineId: idOf('line', line) });

/** A column as the text of a PostgreSQL array, as the service sends it. */
const listOf = <Row>(rows: readonly Row[], value: (row: Row) => unknown): string => `{${rows.map(value).join(',')}}`;

/** Posts the releases of a batch: two transfers each, Committed → Payable, Treasury → Owed. */
export function ledgerCall(batch: readonly Purchase[]): LedgerCall {
  const legs = batch.flatMap(({ trancheId, commitmentId, purchaseId, line, amountFen }): Leg[] => {
    const about = { event: trancheId, purchaseId, amount: amountFen.toString() };
    return [
      { ...about, no: 0, from: account('budget', 'committed', commitmentId, line), to: account('budget', 'payable', trancheId, line) },
      { ...about, no: 1, from: account('cash', 'treasury', null, line), to: account('cash', 'owed', null, line) },
    ];
  });
  const accounts = [...new Map(legs.flatMap(({ from, to }) => [from, to]).map((one) => [one.id, one])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const values = argumentsOf(accounts, legs);
  return { name: 'post', text: `SELECT * FROM post_transfers(${parameterList(values.length)})`, values };
}

/** Lines before holdings, each in the order of their ids; legs name their accounts by position. What does not fit fails. */
function argumentsOf(accounts: readonly Account[], legs: readonly Leg[]): unknown[] {
  const [lines, holdings] = [accounts.filter(({ holder }) => holder === null), accounts.filter(({ holder }) => holder !== null)];
  const positions = new Map([...lines, ...holdings].map(({ id }, i) => [id, i + 1]));
  return [
    listOf(lines, ({ id }) => id),
    listOf(lines, ({ book }) => book),
    listOf(lines, ({ stage }) => stage),
    listOf(lines, ({ lineId }) => lineId),
    listOf(lines, () => YEAR),
    listOf(lines, () => JURISDICTION),
    listOf(holdings, ({ id }) => id),
    listOf(holdings, ({ stage }) => stage),
    listOf(holdings, ({ holder }) => holder),
    listOf(holdings, ({ lineId }) => lineId),
    listOf(holdings, () => YEAR),
    listOf(holdings, () => JURISDICTION),
    listOf(legs, ({ event }) => event),
    listOf(legs, ({ no }) => no),
    listOf(legs, () => 'released'),
    listOf(legs, ({ from }) => positions.get(from.id)),
    listOf(legs, ({ to }) => positions.get(to.id)),
    listOf(legs, ({ amount }) => amount),
    listOf(legs, ({ purchaseId }) => purchaseId),
    listOf(legs, () => JURISDICTION),
    POSTED,
  ];
}
