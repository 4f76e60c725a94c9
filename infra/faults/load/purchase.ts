import { contractFiled, contractSigned, projectClosed, purchasePlanned, resultPublished, type ContractTerms, type Grade } from '@goufu/contracts';
import type { Random } from '../random.js';
import { BEGINNING } from '../stack/world.js';
import type { OtherServices } from './other-services.js';
import { contractTerms, EVALUATION, PURCHASER, type Agency } from './terms.js';
import type { Told, ToldFact } from './told.js';
import { Refused, type Users } from './users.js';

const APPROVERS = ['finance-approver-1', 'finance-approver-2'];
/** What ends a tranche, or hands it to a person. */
const ENDS = ['payment-settled', 'payment-rejected', 'payment-returned', 'entry-suspended'];
const ASKED_AT_MOST = 3;

export interface Surroundings {
  readonly others: OtherServices;
  readonly users: Users;
  readonly told: Told;
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
  async live(): Promise<'refused' | 'closed' | 'suspended'> {
    if (!(await this.commit())) return 'refused';
    const { others } = this.around;
    const { contractId } = this.terms;
    await others.say(contractFiled, this.id, { contractId, filingNo: '备', filedOn: '2026-03-02', noticeUrl: 'https://example.org/notice' });
    await this.publishResult();
    const ends = await Promise.all(this.terms.tranches.map(({ trancheId }) => this.pay(trancheId)));
    await others.say(projectClosed, this.id, { projectId: this.projectId, contractId, agencyOrgId: this.agency.orgId, outcome: 'completed', closedOn: '2026-03-02' });
    return ends.every((end) => end === 'settled') ? 'closed' : 'suspended';
  }

  /** Planned and signed; false when there is no budget for it. */
  private async commit(): Promise<boolean> {
    const { others, told } = this.around;
    const { terms } = this;
    await others.say(purchasePlanned, this.id, {
      purchaser: PURCHASER,
      title: terms.title,
      directoryItem: { code: 'A0101', nameZh: '社区社会工作' },
      category: terms.category,
      totalFen: terms.priceFen,
      asks: terms.budgetSplit,
      profileVersion: 'faults',
    });
    await others.say(contractSigned, this.id, terms);
    const answer = await told.until(this.id, 'the commitment', (facts) => facts.map(nameOf).find((name) => name.startsWith('commitment-')));
    return answer === 'commitment-recorded';
  }

  private async publishResult(): Promise<void> {
    const { random, terms, agency } = this;
    const grade: Grade = random.pick(['excellent', 'good', 'pass']);
    await this.around.others.say(resultPublished, this.id, {
      resultId: random.uuid(),
      revision: 1,
      roundId: this.roundId,
      contractId: terms.contractId,
      agencyOrgId: agency.orgId,
      evaluationCode: EVALUATION,
      kind: 'final',
      attempt: 1,
      scoreBp: { excellent: 9_500, good: 8_500, pass: 7_000, fail: 3_000 }[grade] + random.below(400),
      grade,
      vetoes: [],
      templateId: random.uuid(),
      templateVersion: 1,
      profileVersion: 'faults',
      publishedAt: BEGINNING,
    });
  }

  /** Asks for a released tranche, has it approved, and waits for the bank; asks again when the bank refused or returned it. */
  private async pay(trancheId: string): Promise<'settled' | 'suspended'> {
    const about = (facts: readonly ToldFact[]) => facts.filter(({ data }) => data['trancheId'] === trancheId);
    await this.around.told.until(this.id, `the release of ${trancheId}`, (facts) => about(facts).find((fact) => nameOf(fact) === 'tranche-released'));
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
    for (const approver of APPROVERS) {
      await users.call(approver, 'POST', `/payment-orders/${orderId}/approvals`, { contentHash: order['contentHash'] }).catch((error: unknown) => {
        // Done by an earlier try whose answer was lost, and whose key with it.
        if (!(error instanceof Refused) || error.status !== 409) throw error;
      });
    }
  }
}
