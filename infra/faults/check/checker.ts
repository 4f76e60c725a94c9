import { setTimeout as delay } from 'node:timers/promises';
import { CONTEXTS } from '@goufu/contracts';
import { checkAudit } from './audit.js';
import { checkAnswers, checkInbox } from './effects.js';
import { checkJournals } from './journals.js';
import { checkLedger } from './ledger.js';
import { checkOutbox } from './outbox.js';
import { checkBank, checkBankAtRest, checkPayments, type BankStanding } from './payments.js';
import { checkRanking } from './ranking.js';
import { fundingSnapshot, oversightSnapshot, type FundingSnapshot, type OversightSnapshot, type ServiceSnapshot } from './snapshot.js';
import { TopicReader, type TopicMessage } from './topics.js';
import { lost, stuck, type Violation } from './violation.js';
import { GROUPS, skipped, unfinished, unread, unrest } from './waiting.js';

export interface CheckerOptions {
  readonly brokers: string;
  readonly prefix: string;
  databaseUrl(service: string): string;
  /** What left the treasury's account by its own books. */
  bank(): Promise<BankStanding>;
}

const REST_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 300;
const STILL_TOLD = stuck('facts are told without an end');

/** Where each partition ends, by `topic/partition`. */
type Ends = ReadonlyMap<string, bigint>;

/**
 * Holds the invariants against what lies in the databases, on Kafka and in the bank's books. Shares no code with the services: its own
 * SQL, its own reading of the topics, its own folds.
 */
export class Checker {
  private readonly reader: TopicReader;
  /** Message keys whose records may stay parked: somebody made them unreadable on purpose. */
  readonly expectedParked = new Set<string>();

  constructor(private readonly options: CheckerOptions) {
    this.reader = new TopicReader(options.brokers, options.prefix);
  }

  start(): Promise<void> {
    return this.reader.start();
  }

  stop(): Promise<void> {
    return this.reader.stop();
  }

  /** What holds at any moment, also in the middle of work. */
  async always(): Promise<Violation[]> {
    const before = await fundingSnapshot(this.options.databaseUrl('funding'));
    const bank = await this.options.bank();
    const after = await fundingSnapshot(this.options.databaseUrl('funding'));
    return [...checkLedger(after), ...checkJournals(after), ...checkPayments(after), ...checkBank(before, bank, after)];
  }

  /** Milliseconds until funding has noted everything that lies on its topics now. */
  async takenUp(withinMs: number): Promise<number> {
    const began = performance.now();
    const ends = await this.reader.ends();
    for (;;) {
      const snapshot = await fundingSnapshot(this.options.databaseUrl('funding'));
      const elapsed = performance.now() - began;
      if (unread('funding', snapshot, ends).length === 0 || elapsed > withinMs) return elapsed;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Waits until funding has nothing left to send. */
  async sent(withinMs: number): Promise<void> {
    for (const until = performance.now() + withinMs; performance.now() < until; ) {
      if ((await fundingSnapshot(this.options.databaseUrl('funding'))).outbox === 0) return;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Waits until funding has heard everything that the bank has done. */
  async reconciled(withinMs: number): Promise<void> {
    for (const until = performance.now() + withinMs; performance.now() < until; ) {
      if (checkBankAtRest(await fundingSnapshot(this.options.databaseUrl('funding')), await this.options.bank()).length === 0) return;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Funding has set `count` bad records aside as parked, each with a reason that a person can act on. */
  async parked(count: number): Promise<Violation[]> {
    const { held } = await fundingSnapshot(this.options.databaseUrl('funding'));
    const told = held.filter(({ state, message_key, reason }) => state === 'parked' && this.expectedParked.has(message_key) && (reason ?? '').length > 10);
    return told.length === count ? [] : [lost(`${told.length} of ${count} bad records were parked with a reason`)];
  }

  /** What holds once nothing is under way; waits for that, and says what keeps it when it does not come. */
  async atRest(withinMs = REST_WITHIN_MS): Promise<Violation[]> {
    for (const until = performance.now() + withinMs; ; ) {
      const { ends, state: [funding, oversight], still } = await this.between(() => this.snapshots());
      const restless = [...unrest('funding', funding, ends, this.expectedParked), ...unrest('oversight', oversight, ends, this.expectedParked), ...unfinished(funding)];
      if (still && restless.length === 0) return this.invariants(funding, oversight, this.messages(ends));
      if (performance.now() > until) {
        const unsent = still ? [...this.unsent('funding', funding, ends), ...this.unsent('oversight', oversight, ends)] : [];
        return [...(restless.length === 0 ? [STILL_TOLD] : restless), ...unsent, ...(await this.unasked()), ...(await this.always())];
      }
      await delay(LOOK_EVERY_MS);
    }
  }

  /** What holds once the day is over and oversight has set its seals. */
  async sealed(withinMs = REST_WITHIN_MS): Promise<Violation[]> {
    for (const until = performance.now() + withinMs; ; ) {
      const { ends, state: oversight, still } = await this.between(() => oversightSnapshot(this.options.databaseUrl('oversight')));
      const waiting = unread('oversight', oversight, ends);
      if (oversight.unsealed.length > 0) waiting.push(stuck(`oversight: ${oversight.unsealed.length} facts wait for the seal of a day that is over`));
      if (still && waiting.length === 0) return checkAudit(oversight, this.messages(ends), this.expectedParked);
      if (performance.now() > until) return waiting.length === 0 ? [STILL_TOLD] : waiting;
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Reads between two looks at Kafka. `still` says that nothing was told meanwhile: such a fact would be missing in what was read before it. */
  private async between<State>(read: () => Promise<State>): Promise<{ state: State; ends: Ends; still: boolean }> {
    const ends = await this.reader.caughtUp();
    const state = await read();
    const endsNow = await this.reader.ends();
    return { state, ends, still: [...endsNow].every(([partition, end]) => ends.get(partition) === end) };
  }

  /** What no relay has to send any more must be on Kafka, whatever else still waits. */
  private unsent(service: string, snapshot: ServiceSnapshot, ends: Ends): Violation[] {
    return snapshot.outbox > 0 ? [] : checkOutbox(service, snapshot, this.messages(ends).filter(({ topic }) => topic === service));
  }

  /** What no group will ask the broker for any more must have been taken in. The broker is asked first: a group writes its own books before it tells the broker. */
  private async unasked(): Promise<Violation[]> {
    const told = await Promise.all(GROUPS.map((group) => this.reader.toldBy(group)));
    const [funding, oversight] = await this.snapshots();
    return GROUPS.flatMap((group, i) => skipped(group, group === 'funding' ? funding : oversight, told[i] ?? new Map()));
  }

  private messages(ends: Ends): TopicMessage[] {
    return CONTEXTS.flatMap((topic) => this.reader.of(topic)).filter(({ topic, partition, offset }) => offset < (ends.get(`${topic}/${partition}`) ?? 0n));
  }

  private snapshots(): Promise<[FundingSnapshot, OversightSnapshot]> {
    return Promise.all([fundingSnapshot(this.options.databaseUrl('funding')), oversightSnapshot(this.options.databaseUrl('oversight'))]);
  }

  private async invariants(funding: FundingSnapshot, oversight: OversightSnapshot, messages: readonly TopicMessage[]): Promise<Violation[]> {
    const of = (service: string): TopicMessage[] => messages.filter(({ topic }) => topic === service);
    const readable = messages.filter(({ key }) => !this.expectedParked.has(key));
    return [
      ...checkLedger(funding),
      ...checkJournals(funding),
      ...checkPayments(funding),
      ...checkBankAtRest(funding, await this.options.bank()),
      ...checkAnswers(funding, readable),
      ...checkInbox('funding', 'funding', funding, messages, this.expectedParked),
      ...checkInbox('oversight', 'oversight.ranking', oversight, messages, this.expectedParked),
      ...checkOutbox('funding', funding, of('funding')),
      ...checkOutbox('oversight', oversight, of('oversight')),
      ...checkRanking(oversight.standings, readable),
      ...checkAudit(oversight, messages, this.expectedParked),
    ];
  }
}
