import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@goufu/messaging';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import { takeInEntry } from '../import-statement/take-in-entry.js';
import { readBreaks } from '../persistence/break.repository.js';
import type { BankStatement, StatementEntry } from '../send-payment/treasury-gateway.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';
import { takeInStatement } from './take-in-statement.js';

/** Each closed day against the one before and after it, and each entry against where it stood before. */
describe('the statement of a closed day', () => {
  let world: World;
  const seal = new AccountSeal({ ACCOUNT_KEY: Buffer.alloc(32, 3) });
  let account = '';
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    account = `treasury-${newId()}`;
  });

  /** Nobody ordered it: it is suspended, and explains itself as the difference that it is. */
  const entry = (amount: bigint, over: Partial<StatementEntry> = {}): StatementEntry => ({ entryRef: newId(), endToEndId: newId(), direction: 'debit', amount, bookedOn: '2026-03-02', counterparty: 'OTHER', ...over });
  const statement = (number: number, opening: bigint, closing: bigint, entries: readonly StatementEntry[] = []): BankStatement => ({ account, number, day: `2026-03-0${number + 1}`, opening, closing, entries });
  /** Taken in as they come; answers the breaks there are then, as `kind about: expected, found`. */
  const told = async (...statements: BankStatement[]): Promise<string[]> => {
    for (const one of statements) {
      for (const each of one.entries) await world.run((tx) => takeInEntry(tx, { account, jurisdiction: JURISDICTION }, each, seal));
      await world.run((tx) => takeInStatement(tx, JURISDICTION, one));
    }
    const breaks = await readBreaks(world.dataSource, '', { account });
    return breaks.map(({ kind, about, expected, found, clearedAt }) => `${kind} ${about}: ${expected}, ${found}${clearedAt === undefined ? '' : ', cleared'}`).toSorted();
  };

  it('agrees with the one before, told twice or in the other order', async () => {
    const [first, second] = [statement(1, 900n, 890n, [entry(10n)]), statement(2, 890n, 870n, [entry(20n, { bookedOn: '2026-03-03' })])];
    expect(await told(second, first, first, second)).toEqual([]);
  });

  it('must open where the one before closed, whichever comes first', async () => {
    expect(await told(statement(1, 900n, 900n), statement(2, 899n, 899n))).toContain('opening-differs 2: 900, 899');
    account = `treasury-${newId()}`;
    expect(await told(statement(2, 899n, 899n), statement(1, 900n, 900n))).toContain('opening-differs 2: 900, 899');
  });

  it('must not change when it is told again', async () => {
    expect(await told(statement(1, 900n, 900n), statement(1, 900n, 901n))).toEqual(['statement-differs 1: no. 1 of 2026-03-02: 900 to 900 fen, no. 1 of 2026-03-02: 900 to 901 fen']);
    expect(await told({ ...statement(2, 900n, 900n), day: '2026-03-02' })).toContain('statement-differs 2: no. 1 of 2026-03-02: 900 to 900 fen, no. 2 of 2026-03-02: 900 to 900 fen');
  });

  it('is missed when a number is left out, until it comes', async () => {
    expect(await told(statement(1, 900n, 900n), statement(4, 900n, 900n))).toEqual(['statement-missing 2-3: a number after each other, 1, 4']);
    expect(await told(statement(2, 900n, 900n))).toEqual(['statement-missing 2-3: a number after each other, 1, 4']);
    expect(await told(statement(3, 900n, 900n))).toEqual(['statement-missing 2-3: a number after each other, 1, 4, cleared']);
  });

  it('holds every entry once and unchanged', async () => {
    const one = entry(10n);
    const before = await world.balances();
    expect(await told(statement(1, 900n, 890n, [one]), statement(2, 890n, 880n, [one]))).toContain(`entry-differs ${one.entryRef}: once, in statement 1, debit of 10 fen for ${one.endToEndId} in statement 2`);
    account = `treasury-${newId()}`;
    await world.run((tx) => takeInEntry(tx, { account, jurisdiction: JURISDICTION }, one, seal));
    expect(await told(statement(1, 900n, 889n, [{ ...one, amount: 11n }]))).toContain(`entry-differs ${one.entryRef}: debit of 10 fen for ${one.endToEndId}, debit of 11 fen for ${one.endToEndId} in statement 1`);
    expect(await world.balances()).toEqual(before);
  });

  it('closes where the ledger does, or says by how much it does not', async () => {
    expect(await told(statement(1, 900n, 900n), statement(2, 900n, 880n, [entry(10n, { bookedOn: '2026-03-03' })]))).toEqual(['balance-differs 2: 890, 880']);
  });
});
