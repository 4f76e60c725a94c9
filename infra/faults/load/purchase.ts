import { setTimeout as delay } from 'node:timers/promises';
import { contractFiled, contractSigned, projectClosed, purchasePlanned, resultPublished, type ContractTerms, type Grade, type ResultPublished } from '@goufu/contracts';
import type { Random } from '../random.js';
import { BEGINNING } from '../stack/world.js';
import type { OtherServices, Sent } from './other-services.js';
import type { Patience } from './patience.js';
import { contractTerms, EVALUATION, PURCHASER, type Agency } from './terms.js';
import type { Told, ToldFact } from './told.js';
import { Refused, type Users } from './users.js';

const APPROVERS = ['finance-approver-1', 'finance-approver-2'];
const DECIDED = ['tranche-released', 'tranche-forfeited'];
/** What ends a tranche, or hands it to a person. */
const PAYMENT_ENDS = ['payment-settled', 'payment-rejected', 'payment-returned'];
/** How a service says that an approval was given before. */
const DONE_BEFORE = ['payment-order.same-approver-twice', 'payment-order.not-awaiting-approval'];
const ENDS = [...PAYMENT_ENDS, 'entry-suspended'];
const ASKED_AT_MOST = 3;
const LOOK_AGAIN_FOR_MS = 90_000;

export interface Surroundings {
  readonly others: OtherServices;
  readonly users: Users;
  readonly told: Told;
  readonly patience: Patience;
}

export interface Part {
  readonly lineId: string;
  readonly year: number;
}

const nameOf = ({ type }: ToldFact): string => type.split('.')[1] ?? type;

/** One purchase from its plan to its closed project, played as the people and services around funding would. */
export class Purchase {
  readonly id: string;
  readonly terms: ContractTerms;
  /** Whether funding knows its contract. */
  committed = false;
  private readonly projectId: string;
  private readonly roundId: string;

  constructor(
    private readonly around: Surroundings,
    private readonly random: Random,
    private readonly agency: Agency,
    split: Part[],
  ) {
    this.id = random.uuid();
    this.projectId = random.uuid();
    this.roundId = random.uuid();
    this.terms = contractTerms(random, agency, split);
  }

  /** Answers how it ended: `refused` for want of budget, `closed`, or `suspended` when the bank did what nobody asked of it. */
  async live({ shuffled = false }: { readonly shuffled?: boolean } = {}): Promise<'refused' | 'closed' | 'suspended'> {
    const { others, told } = this.around;
    const story = this.story();
    const [planned, signed, filed, published, closed] = story;
    await others.send(...(shuffled ? this.random.shuffled(story) : [planned, signed]));
    const answer = await told.until(this.id, 'the commitment', (facts) => facts.map(nameOf).find((name) => name.startsWith('commitment-')));
    if (answer === 'commitment-refused') return 'refused';
    this.committed = true;
    if (!shuffled) await others.send(filed, published);
    const ends = await Promise.all(this.terms.tranches.map(({ trancheId }) => this.pay(trancheId)));
    if (!shuffled) await others.send(closed);
    return ends.includes('suspended') ? 'suspended' : 'closed';
  }

  /** The part that is told over Kafka alone; answers how to go on with the rest. */
  async firstHalf(): Promise<() => Promise<'closed' | 'suspended'>> {
    const { others, told } = this.around;
    const [planned, signed, filed, published, closed] = this.story();
    await others.send(planned, signed, filed);
    await told.until(this.id, 'the first release', (facts) => facts.find((fact) => nameOf(fact) === 'tranche-released'));
    return async () => {
      await others.send(published);
      const ends = await Promise.all(this.terms.tranches.map(({ trancheId }) => this.pay(trancheId)));
      await others.send(closed);
      return ends.includes('suspended') ? 'suspended' : 'closed';
    };
  }

  /** A result that no tranche waits for and that is in no plan: noted by all, and nothing follows. */
  spotCheck(): Sent {
    const data = { ...this.result(), roundId: this.random.uuid(), evaluationCode: 'spot', kind: 'spot-check' as const };
    return this.around.others.compose(resultPublished, this.id, data);
  }

  /** Asks anew for every tranche whose money came back. */
  async askAgain(): Promise<void> {
    const facts = await this.around.told.now(this.id);
    for (const { trancheId } of this.terms.tranches) {
      const payments = facts.filter(({ data }) => data['trancheId'] === trancheId).map(nameOf).filter((name) => PAYMENT_ENDS.includes(name));
      if (['payment-returned', 'payment-rejected'].includes(payments.at(-1) ?? '')) await this.pay(trancheId);
    }
  }

  /** Only the plan, for those who race for a line. */
  plan(fen: number, lineId: string): Sent {
    const data = { ...this.planData(), title: lineId, totalFen: String(fen), asks: [{ lineId, year: 2026, fen: String(fen) }] };
    return this.around.others.compose(purchasePlanned, this.id, data);
  }

  /** All that others say of it, in the order in which it happens. A story without money to begin with ends early. */
  private story(): [Sent, Sent, Sent, Sent, Sent] {
    const { others } = this.around;
    const { contractId } = this.terms;
    return [
      others.compose(purchasePlanned, this.id, this.planData()),
      others.compose(contractSigned, this.id, this.terms),
      others.compose(contractFiled, this.id, { contractId, filingNo: '备', filedOn: '2026-03-02', noticeUrl: 'https://example.org/notice' }),
      others.compose(resultPublished, this.id, this.result()),
      others.compose(projectClosed, this.id, { projectId: this.projectId, contractId, agencyOrgId: this.agency.orgId, outcome: 'completed', closedOn: '2026-03-02' }),
    ];
  }

  private planData() {
    const { title, category, priceFen: totalFen, budgetSplit: asks } = this.terms;
    return { purchaser: PURCHASER, title, directoryItem: { code: 'A0101', nameZh: '社区社会工作' }, category, totalFen, asks, profileVersion: 'faults' };
  }

  private result(): ResultPublished {
    const { random, terms, agency } = this;
    // One in six failed its re-evaluation: that tranche is lost (R109), and counts against the agency.
    const grade: Grade = random.pick(['excellent', 'excellent', 'good', 'good', 'pass', 'fail']);
    return {
      resultId: random.uuid(),
      revision: 1,
      roundId: this.roundId,
      contractId: terms.contractId,
      agencyOrgId: agency.orgId,
      evaluationCode: EVALUATION,
      kind: 'final',
      attempt: grade === 'fail' ? 2 : 1,
      scoreBp: { excellent: 9_500, good: 8_500, pass: 7_000, fail: 3_000 }[grade] + random.below(400),
      grade,
      vetoes: [],
      templateId: random.uuid(),
      templateVersion: 1,
      profileVersion: 'faults',
      publishedAt: BEGINNING,
    };
  }

  /** Asks for a released tranche, has it approved, and waits for the bank; asks again when the bank refused or returned it. */
  private async pay(trancheId: string): Promise<'settled' | 'suspended' | 'lost'> {
    const decided = (fact: ToldFact): boolean => DECIDED.includes(nameOf(fact)) && fact.data['trancheId'] === trancheId;
    const decision = await this.around.told.until(this.id, `the decision about ${trancheId}`, (facts) => facts.find(decided));
    if (nameOf(decision) === 'tranche-forfeited') return 'lost';
    for (let asked = 0; asked < ASKED_AT_MOST; asked += 1) {
      const orderId = await this.askFor(trancheId);
      await this.approve(orderId);
      const end = await this.around.told.until(this.id, `the end of order ${orderId}`, (facts) => this.endOf(orderId, facts));
      if (end === 'payment-settled') return 'settled';
      if (end === 'entry-suspended') return 'suspended';
    }
    throw new Error(`tranche ${trancheId} was rejected ${ASKED_AT_MOST} times`);
  }

  private endOf(orderId: string, facts: readonly ToldFact[]): string | undefined {
    const attempts = new Set(facts.filter(({ data }) => data['orderId'] === orderId).map(({ data }) => data['attemptId']));
    attempts.delete(undefined);
    return facts.filter(({ data }) => attempts.has(data['attemptId'])).map(nameOf).find((name) => ENDS.includes(name));
  }

  private async askFor(trancheId: string): Promise<string> {
    const { users } = this.around;
    const invoice = { invoiceRef: this.random.uuid(), invoiceDate: '2026-03-02' };
    const answer = await users.call(this.agency.person, 'POST', `/tranches/${trancheId}/payment-request`, invoice);
    return String(answer['orderId']);
  }

  private async approve(orderId: string): Promise<void> {
    const { users } = this.around;
    const order = await users.call('finance-approver-1', 'GET', `/payment-orders/${orderId}`);
    for (const approver of APPROVERS) await this.sign(approver, orderId, order['contentHash']);
  }

  /** A voucher pack is complete once all facts have arrived, the filing perhaps after the result: until then the approver looks again. */
  private async sign(approver: string, orderId: string, contentHash: unknown): Promise<void> {
    for (const began = performance.now(); ; await delay(250)) {
      try {
        await this.around.users.call(approver, 'POST', `/payment-orders/${orderId}/approvals`, { contentHash });
        return;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (DONE_BEFORE.includes(error.code)) return;
        if (error.code !== 'payment-order.voucher-missing' || this.around.patience.over(began, LOOK_AGAIN_FOR_MS)) throw error;
      }
    }
  }
}
