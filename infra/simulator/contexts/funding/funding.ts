import type { Verdict } from '@goufu/funding/domain/clawback-case/clawback-case.facts.js';
import type { Evidence } from '@goufu/funding/domain/tranche/tranche.facts.js';
import { startOfDay, type Fen, type Id } from '@goufu/kernel';
import type { Bank } from '../../world/bank.js';
import type { Bus } from '../../world/bus.js';
import type { SeededClock } from '../../world/clock.js';
import type { Fact, Saying } from '../../world/facts.js';
import { Service, type Outcome } from '../../world/service.js';
import { Store, type Kill } from '../../world/store.js';
import { commitContract, releaseBudget, reserveBudget } from './budget.js';
import { approve, decline, requestPayment } from './approvals.js';
import { askBack, decideCase, reply } from './cases.js';
import { allotLine, approveTransfer, changeLine, openLine, requestTransfer, type OpeningLine } from './lines.js';
import type { Funding, FundingRows, FundingTx, StoredLine, StoredOrder, StoredTranche, Task } from './rows.js';
import { followCorrections, type Consequence } from './corrections.js';
import { decideOffset, proposeOffset } from './offsets.js';
import { callBack, enquire, importStatement, send } from './transport.js';
import { endContract, noteEvidence, write } from './tranches.js';
import { payWhatWaits } from './waiting.js';

/** Funding: the real tranches, orders, reservations and postings over the simulated store, ledger and bank. */
export class FundingService {
  readonly service: Service<FundingRows>;
  /** By transaction. */
  private readonly found = new WeakMap<FundingTx, Consequence[]>();

  constructor(
    bus: Bus,
    private readonly bank: Bank,
    private readonly clock: SeededClock,
  ) {
    const money = { account: new Map(), transfer: new Map(), entry: new Map(), suspense: new Map(), cursor: new Map(), task: new Map(), case: new Map(), offset: new Map(), line: new Map(), lineTransfer: new Map() };
    const tables = { contract: new Map(), ended: new Map(), reservation: new Map(), tranche: new Map(), request: new Map(), order: new Map() };
    const store = new Store<FundingRows>({ ...money, ...tables });
    this.service = new Service('funding', store, bus, () => clock.now(), { listensTo: ['procurement', 'projects', 'evaluation'], react: (fact, tx) => this.react(fact, tx), finish: (tx) => this.finish(tx) });
  }

  get tables() {
    return this.service.store.tables;
  }

  tranches(): StoredTranche[] {
    return [...this.tables.tranche.values()];
  }

  orders(): StoredOrder[] {
    return [...this.tables.order.values()];
  }

  lines(): StoredLine[] {
    return [...this.tables.line.values()];
  }

  openLines(lines: readonly OpeningLine[]): void {
    this.run(({ tx }) => lines.forEach((line) => openLine(tx, line)));
  }

  changeLine = (lineId: Id, by: Fen, kill: Kill): boolean => this.run(({ tx }) => changeLine(tx, lineId, by), kill);
  allotLine = (lineId: Id, amount: Fen, kill: Kill): boolean => this.run(({ tx }) => allotLine(tx, lineId, amount), kill);
  requestTransfer = (from: Id, to: Id, amount: Fen, by: string, kill: Kill): boolean => this.run(({ tx }) => requestTransfer(tx, from, to, amount, by), kill);
  approveTransfer = (id: Id, by: string, kill: Kill): boolean => this.run(({ tx }) => approveTransfer(tx, id, by), kill);

  requestPayment = (trancheId: Id, kill: Kill): boolean => this.run((funding) => requestPayment(funding, trancheId), kill);
  approve = (orderId: Id, person: string, hash: string, kill: Kill): boolean => this.run((funding) => approve(funding, orderId, person, hash), kill);
  decline = (orderId: Id, person: string, kill: Kill): boolean => this.run((funding) => decline(funding, orderId, person), kill);
  callBack = (endToEndId: string, answer: 'accepted' | 'rejected'): void => callBack(this.run, endToEndId, answer);

  /** One act of a person on a case or an offset, in a transaction; answers whether it was taken. */
  readonly cases = {
    askBack: (trancheId: Id, amount: Fen, by: string, kill: Kill): boolean => this.run((funding) => askBack(funding, trancheId, amount, by), kill),
    reply: (caseId: Id, by: string, kill: Kill): boolean => this.run((funding) => reply(funding, caseId, by), kill),
    decide: (caseId: Id, verdict: Verdict, amount: Fen, by: string, kill: Kill): boolean => this.run((funding) => decideCase(funding, caseId, verdict, amount, by), kill),
    proposeOffset: (caseId: Id, trancheId: Id, amount: Fen, by: string, kill: Kill): boolean => this.run((funding) => proposeOffset(funding, caseId, trancheId, amount, by), kill),
    decideOffset: (id: Id, isApproved: boolean, by: string, kill: Kill): boolean => this.run((funding) => decideOffset(funding, id, isApproved, by), kill),
  };

  /** Tasks that may run now. */
  dueTasks(): Task[] {
    const today = this.clock.today();
    return [...this.tables.task.values()].filter((task) => task.kind !== 'date' || task.on <= today);
  }

  runTask(task: Task, kill: Kill): void {
    if ('attemptId' in task) return (task.kind === 'send' ? send : enquire)(this.run, this.bank, task, kill);
    return this.run((funding) => {
      funding.tx.remove('task', task.id);
      if (task.kind === 'pay-what-waits') return payWhatWaits(funding, task.lineId, (tranche, facts) => write(funding, tranche, facts));
      noteEvidence(funding, task.contractId, task.id, { kind: 'date', on: task.on }, startOfDay(task.on));
    }, kill);
  }

  /** Whether the statement shows what was not read yet. */
  hasUnreadEntries = (): boolean => this.bank.statement.length > (this.tables.cursor.get('statement') ?? 0);

  importStatement = (kill: Kill): void => importStatement(this.run, this.bank, kill);

  private run = <Result>(work: (funding: Funding) => Result, kill: Kill = 'never'): Result => this.service.run((tx) => work(this.in(tx)), kill);

  private in = (tx: FundingTx): Funding => ({ tx, at: this.clock.now(), tell: (says) => this.service.record(tx, says), bring: (key) => this.service.bring(tx, key) });

  private react({ id, at, says }: Fact, tx: FundingTx): Outcome | undefined {
    if (says.kind === 'purchase-planned') return reserveBudget(tx, says);
    if (says.kind === 'purchase-cancelled') return releaseBudget(tx, says.contractId);
    if (says.kind === 'contract-signed') {
      if (commitContract(this.in(tx), says.terms)) this.service.bring(tx, `contract/${says.contractId}`);
      return 'applied';
    }
    if (says.kind === 'project-closed') return endContract(this.in(tx), says.contractId, 'closed', at);
    if (says.kind === 'contract-terminated') return endContract(this.in(tx), says.contractId, 'terminated', at);
    const evidence = evidenceIn(says);
    if (!evidence) return undefined;
    if (!tx.find('contract', says.contractId)) return { waitingFor: `contract/${says.contractId}` };
    const found = this.found.get(tx) ?? [];
    this.found.set(tx, found);
    noteEvidence({ ...this.in(tx), found }, says.contractId, id, evidence, at);
    return 'applied';
  }

  private finish(tx: FundingTx): void {
    followCorrections(this.in(tx), this.found.get(tx)?.splice(0) ?? [], write);
  }
}

/** What a fact of another context proves about a contract. */
export function evidenceIn(says: Saying): Evidence | undefined {
  switch (says.kind) {
    case 'contract-filed':
      return { kind: 'contract-filed' };
    case 'acceptance-certified':
      return { kind: 'acceptance' };
    case 'milestone-reached':
      return { kind: 'milestone', milestoneCode: says.milestoneCode };
    case 'rectification-accepted':
      return { kind: 'rectification-closed', evaluationCode: says.evaluationCode, attempt: says.attempt };
    case 'appeal-filed':
      return { kind: 'appeal-opened', appealId: says.appealId };
    case 'appeal-decided':
      return { kind: 'appeal-closed', appealId: says.appealId };
    case 'result-published':
    case 'result-revised': {
      const { evaluationCode, resultId, attempt, revision, grade } = says;
      return { kind: 'evaluation', evaluationCode, resultId, attempt, revision, grade };
    }
    default:
      return undefined;
  }
}
