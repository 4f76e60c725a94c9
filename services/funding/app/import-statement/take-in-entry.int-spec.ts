import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import { noteTreasuryAnswer } from '../note-treasury-answer/note-treasury-answer.js';
import { insertPayeeAccount } from '../persistence/payee-account.repository.js';
import type { StatementEntry } from '../send-payment/treasury-gateway.js';
import { signedPurchase } from '../specs/purchase.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';
import { takeInEntry } from './take-in-entry.js';

const OWED = 295_750_000n;
const PAYEE = 'AGENCY-0001';
const where = { account: 'treasury-510104', jurisdiction: JURISDICTION };

/** Whatever the books of the treasury say of a payment, wherever it stands: what does not fit is suspended and moves nothing (R116). */
describe('an entry of the statement', () => {
  let world: World;
  const seal = new AccountSeal({ ACCOUNT_KEY: Buffer.alloc(32, 3) });
  let payment: { attemptId: Id; endToEndId: string; trancheId: Id; purchase: Awaited<ReturnType<typeof signedPurchase>> };
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    const payeeAccountId = newId();
    const purchase = await signedPurchase(world, { payeeAccountId });
    await world.run((tx) => insertPayeeAccount(tx, { id: payeeAccountId, orgId: purchase.contract.agency.orgId, jurisdiction: JURISDICTION, holderName: '示例甲', sealed: seal.seal(payeeAccountId, PAYEE), lastFour: '0001', addedAt: tx.now }));
    const trancheId = purchase.trancheOf(1);
    await purchase.requested(trancheId);
    await purchase.filed();
    const attemptId = await purchase.instructed(trancheId);
    const [attempt] = await world.rows<{ id: string }>(`SELECT end_to_end_id AS id FROM payment_attempt WHERE id = $1`, [attemptId]);
    payment = { attemptId, endToEndId: attempt?.id ?? '', trancheId, purchase };
  });

  /** Taken in; answers what became of it, and where the money stands then. */
  const take = async (over: Partial<StatementEntry> = {}) => {
    const entry: StatementEntry = { entryRef: newId(), endToEndId: payment.endToEndId, direction: 'debit', amount: OWED, bookedOn: '2026-03-03', counterparty: PAYEE, ...over };
    await world.run((tx) => takeInEntry(tx, where, entry, seal));
    const [row] = await world.rows<{ outcome: string; reason: string | null }>(
      `SELECT e.outcome, s.reason FROM statement_entry e LEFT JOIN suspense s USING (account, entry_ref) WHERE e.entry_ref = $1`, [entry.entryRef]);
    const [tranche] = await world.rows<{ stage: string }>(`SELECT stage FROM tranche WHERE id = $1`, [payment.trancheId]);
    return [row?.reason ?? row?.outcome, tranche?.stage];
  };
  const settled = () => take();
  const returned = () => take({ direction: 'credit', returnCode: 'AC04' });
  const rejected = async () => {
    await world.run((tx) => noteTreasuryAnswer(tx, payment.attemptId, { kind: 'rejected', code: 'AC04' }));
  };

  it.each<[string, () => Promise<unknown>, Partial<StatementEntry>, [string, string]]>([
    ['settles what is on its way', async () => undefined, {}, ['settled', 'disbursed']],
    ['of another amount settles nothing', async () => undefined, { amount: OWED - 1n }, ['amount-differs', 'in-transit']],
    ['of more settles nothing', async () => undefined, { amount: OWED + 1n }, ['amount-differs', 'in-transit']],
    ['for another payee settles nothing', async () => undefined, { counterparty: 'OTHER-0002' }, ['payee-differs', 'in-transit']],
    ['that nobody ordered belongs to nothing', async () => undefined, { endToEndId: 'unknown' }, ['unknown-payment', 'in-transit']],
    ['that comes back before it has left is not expected', async () => undefined, { direction: 'credit' }, ['not-expected', 'in-transit']],
    ['of a second debit is money gone twice', settled, {}, ['not-expected', 'disbursed']],
    ['brings the whole payment back', settled, { direction: 'credit', returnCode: 'AC04' }, ['returned', 'payable']],
    ['brings only a part back', settled, { direction: 'credit', amount: OWED - 1n }, ['amount-differs', 'disbursed']],
    ['debits what was rejected', rejected, {}, ['not-expected', 'payable']],
    ['credits what was rejected', rejected, { direction: 'credit' }, ['not-expected', 'payable']],
    ['debits what came back', async () => [await settled(), await returned()], {}, ['not-expected', 'payable']],
    ['brings back what came back', async () => [await settled(), await returned()], { direction: 'credit' }, ['not-expected', 'payable']],
  ])('%s', async (_what, before, over, expected) => {
    await before();
    const books = await world.balances();
    expect(await take(over)).toEqual(expected);
    if (expected[0] !== 'settled' && expected[0] !== 'returned') expect(await world.balances()).toEqual(books);
    expect((await payment.purchase.money()).disbursed).toBe(expected[1] === 'disbursed' ? OWED : 0n);
  });
});
