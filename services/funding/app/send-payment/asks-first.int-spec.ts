import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import { insertPayeeAccount } from '../persistence/payee-account.repository.js';
import { Reader } from '../persistence/reader.js';
import { signedPurchase } from '../specs/purchase.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';
import { OutgoingPayments } from './outgoing-payments.js';
import { SEND_PAYMENT } from './payment-tasks.js';
import { SendPaymentJob } from './send-payment.job.js';
import { TreasuryGateway, type EnquiryAnswer, type OutgoingPayment, type SendAnswer } from './treasury-gateway.js';

/** A treasury that does not know an instruction again: whoever sends twice pays twice. */
class ForgetfulTreasury extends TreasuryGateway {
  readonly heard: string[] = [];

  constructor(private readonly answer: EnquiryAnswer) {
    super();
  }

  override send({ endToEndId }: OutgoingPayment): Promise<SendAnswer> {
    this.heard.push(`pay ${endToEndId}`);
    return Promise.resolve({ kind: 'accepted' });
  }

  override enquire({ endToEndId }: OutgoingPayment): Promise<EnquiryAnswer> {
    this.heard.push(`ask ${endToEndId}`);
    return Promise.resolve(this.answer);
  }

  override receive(): Promise<void> {
    return Promise.resolve();
  }
}

describe('sending an instruction that may have been sent', () => {
  let world: World;
  const seal = new AccountSeal({ ACCOUNT_KEY: Buffer.alloc(32, 3) });
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  async function instructed(): Promise<{ attemptId: Id; endToEndId: string }> {
    const payeeAccountId = newId();
    const purchase = await signedPurchase(world, { payeeAccountId });
    await world.run((tx) => insertPayeeAccount(tx, { id: payeeAccountId, orgId: purchase.contract.agency.orgId, jurisdiction: JURISDICTION, holderName: '示例甲', sealed: seal.seal(payeeAccountId, 'AGENCY-0001'), lastFour: '0001', addedAt: tx.now }));
    await purchase.requested(purchase.trancheOf(1));
    await purchase.filed();
    const attemptId = await purchase.instructed(purchase.trancheOf(1));
    const [attempt] = await world.rows<{ id: string }>(`SELECT end_to_end_id AS id FROM payment_attempt WHERE id = $1`, [attemptId]);
    return { attemptId, endToEndId: attempt?.id ?? '' };
  }

  /** What the treasury hears, and how the attempt stands then. */
  async function tried(answer: EnquiryAnswer, about: { attempt: number; asksFirst?: boolean }) {
    const { attemptId, endToEndId } = await instructed();
    const treasury = new ForgetfulTreasury(answer);
    const reader = new Reader(world.dataSource);
    const job = new SendPaymentJob(treasury, new OutgoingPayments(reader, seal), reader);
    const payload = { attemptId, ...(about.asksFirst === undefined ? {} : { asksFirst: about.asksFirst }) };
    const completion = await job.perform({ id: newId(), kind: SEND_PAYMENT, key: attemptId, dueAt: world.clock.now(), payload, attempt: about.attempt, jurisdiction: JURISDICTION }, new AbortController().signal);
    if (completion) await world.run((tx) => completion(tx));
    const [attempt] = await world.rows<{ status: string }>(`SELECT status FROM payment_attempt WHERE id = $1`, [attemptId]);
    return [...treasury.heard.map((heard) => heard.replace(endToEndId, 'it')), attempt?.status];
  }

  it.each<[string, EnquiryAnswer, { attempt: number; asksFirst?: boolean }, string[]]>([
    ['the first time it is sent', { kind: 'unknown' }, { attempt: 1 }, ['pay it', 'accepted']],
    ['again, what arrived is not paid again', { kind: 'accepted' }, { attempt: 2 }, ['ask it', 'accepted']],
    ['again, what is booked is not paid again', { kind: 'booked' }, { attempt: 2 }, ['ask it', 'accepted']],
    ['again, what was refused is not paid again', { kind: 'rejected', code: 'AC04' }, { attempt: 2 }, ['ask it', 'rejected']],
    ['again, and the treasury is silent: nobody knows, and nothing is sent', { kind: 'unknown' }, { attempt: 2 }, ['ask it', 'unknown']],
    ['again, what certainly never arrived is sent under the same id', { kind: 'never-received' }, { attempt: 2 }, ['ask it', 'pay it', 'accepted']],
    ['by a person who asks for it, it is asked first as well', { kind: 'accepted' }, { attempt: 1, asksFirst: true }, ['ask it', 'accepted']],
  ])('%s', async (_when, answer, about, expected) => {
    expect(await tried(answer, about)).toEqual(expected);
  });
});
