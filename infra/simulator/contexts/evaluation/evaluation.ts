import type { Instant } from '@goufu/kernel';
import type { Bus } from '../../world/bus.js';
import type { Saying } from '../../world/facts.js';
import { Service, type Outcome } from '../../world/service.js';
import { Store, type Kill } from '../../world/store.js';
import { accept, decideAppeal, fileAppeal, reopen, score } from './panel-work.js';
import { closeWindow, currentResult, notify, type Tell } from './results.js';
import { freezePlan, noteReached, openRound, reEvaluate } from './rounds.js';
import type { EvaluationRows, EvaluationTx, StoredResult, StoredRound } from './rows.js';

/** How often a published result is corrected at most, so that a schedule ends. */
const CORRECTIONS = 2;

/** Evaluation: the real rounds, sheets, results and appeals over the simulated store. */
export class Evaluation {
  readonly service: Service<EvaluationRows>;
  private readonly tell: Tell = (tx, says) => this.service.record(tx, says);

  constructor(
    bus: Bus,
    private readonly now: () => Instant,
  ) {
    const tables = { plan: new Map(), round: new Map(), result: new Map(), sheet: new Map(), appeal: new Map(), task: new Map(), rectification: new Map() };
    const store = new Store<EvaluationRows>(tables);
    this.service = new Service('evaluation', store, bus, now, { listensTo: ['procurement', 'projects'], react: ({ says }, tx) => this.react(says, tx) });
  }

  rounds(): StoredRound[] {
    return [...this.service.store.tables.round.values()];
  }

  results(): StoredResult[] {
    return [...this.service.store.tables.result.values()];
  }

  roundOf({ roundId }: Pick<StoredResult, 'roundId'>): StoredRound {
    const round = this.service.store.tables.round.get(roundId);
    if (!round) throw new Error(`there is no round ${roundId}`);
    return round;
  }

  /** Windows whose time has come. */
  dueTasks(): string[] {
    return [...this.service.store.tables.task.values()].filter(({ dueAt }) => dueAt <= this.now()).map(({ resultId }) => resultId);
  }

  runTask(resultId: string, kill: Kill): void {
    this.service.run((tx) => {
      if (tx.find('task', resultId)) closeWindow(tx, resultId, this.now(), this.tell);
    }, kill);
  }

  /** The people around a round do the next thing that can be done; `choice` says what where there is a choice. Answers what it was. */
  work(roundId: string, choice: number, kill: Kill = 'never'): string | undefined {
    return this.service.run((tx) => this.workIn(tx, tx.get('round', roundId), choice), kill);
  }

  private workIn(tx: EvaluationTx, round: StoredRound, choice: number): string | undefined {
    const at = this.now();
    const said = (what: string, done: boolean): string | undefined => (done ? `${what} ${round.id}` : undefined);
    if (round.status === 'ready') return said('open', openRound(tx, round, at));
    if (round.status === 'open') return said('score', score(tx, round, choice, at, this.tell));
    const current = round.status === 'concluded' ? currentResult(tx, round) : undefined;
    switch (current?.status) {
      case 'computed':
        return said('notify', notify(tx, current, at));
      case 'notified':
        return choice % 3 === 0 ? said('appeal', fileAppeal(tx, round, current, at, this.tell)) : choice % 3 === 1 ? said('accept', accept(tx, current, at, this.tell)) : undefined;
      case 'appealed': {
        const outcome = choice % 2 === 0 ? 'upheld' : 'dismissed';
        return said(outcome, decideAppeal(tx, round, current, outcome, at, this.tell));
      }
      case 'published':
        return choice % 2 === 0 && round.revision <= CORRECTIONS ? said('correct', reopen(tx, round, 'correction', at)) : undefined;
      default:
        return undefined;
    }
  }

  private react(says: Saying, tx: EvaluationTx): Outcome | undefined {
    switch (says.kind) {
      case 'contract-signed': {
        const outcome = freezePlan(tx, says.terms);
        this.service.bring(tx, `contract/${says.contractId}`);
        return outcome;
      }
      case 'milestone-reached':
      case 'acceptance-certified':
        return noteReached(tx, says, this.now());
      case 'rectification-accepted':
        return reEvaluate(tx, says, this.now());
      default:
        return undefined;
    }
  }
}
