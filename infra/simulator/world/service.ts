import type { Instant } from '@goufu/kernel';
import { partitionsOf, type Bus } from './bus.js';
import type { Context, Fact, Saying } from './facts.js';
import { Killed, Store, type Kill, type Tx } from './store.js';

/** What becomes of a record: its effects are in, or it waits for what another transaction will bring. */
export type Outcome = 'applied' | { readonly waitingFor: string };

/** What a service does about the facts of others. */
export interface Reactions<Rows extends object> {
  readonly listensTo: readonly Context[];
  /** Undefined for a fact that does not concern it. */
  react(fact: Fact, tx: Tx<Rows>): Outcome | undefined;
  /** Does what follows from records of one kind that were handled one after the other. */
  finish?(tx: Tx<Rows>): void;
}

/** Handled records between two commits of Kafka's own offset. */
const OFFSET_EVERY = 3;

/** Delivery as libs/messaging does it: inbox, effects, facts, outbox and offset in one transaction; a relay; what waits and is woken. */
export class Service<Rows extends object> {
  /** How often the effects of a fact were committed. */
  readonly effects = new Map<string, number>();
  private readonly partitions: readonly string[];
  /** In memory; after a kill it is what Kafka knows. */
  private positions = new Map<string, number>();
  private handled = 0;
  private readonly kafkaOffsets: Map<string, number>;

  constructor(
    readonly name: Context | 'oversight',
    readonly store: Store<Rows>,
    private readonly bus: Bus,
    private readonly now: () => Instant,
    private readonly reactions: Reactions<Rows> = { listensTo: [], react: () => undefined },
  ) {
    this.partitions = partitionsOf(reactions.listensTo);
    this.kafkaOffsets = bus.offsetsOf(name);
  }

  run<Result>(work: (tx: Tx<Rows>) => Result, kill: Kill = 'never'): Result {
    try {
      return this.store.run(work, kill, ({ effects }) => {
        for (const id of effects) this.effects.set(id, (this.effects.get(id) ?? 0) + 1);
      });
    } catch (error) {
      if (error instanceof Killed) this.positions = new Map();
      throw error;
    }
  }

  /** Tells others: in the fact table for ever, in the outbox until it is on the bus. */
  record(tx: Tx<Rows>, says: Saying): void {
    if (this.name === 'oversight') throw new Error('nobody acts on what oversight says');
    const id = `${this.name}-${this.store.mail.fact.size + (tx.mail.writes.fact?.size ?? 0) + 1}`;
    const fact: Fact = { id, context: this.name, at: this.now(), says };
    tx.mail.put('fact', id, fact);
    tx.mail.put('outbox', id, fact);
  }

  /** What waited for `key` may be handled now. */
  bring(tx: Tx<Rows>, key: string): void {
    for (const { fact, waitingFor } of tx.mail.all('waiting')) {
      if (waitingFor !== key) continue;
      tx.mail.remove('waiting', fact.id);
      tx.mail.put('woken', fact.id, fact);
    }
  }

  hasQueued(): boolean {
    return this.store.mail.outbox.size > 0;
  }

  hasWoken(): boolean {
    return this.store.mail.woken.size > 0;
  }

  /** Partitions in which something is unread. */
  unread(): string[] {
    return this.partitions.filter((partition) => this.positionIn(partition) < this.bus.lengthOf(partition));
  }

  /** Handles up to `count` records as one chunk. */
  consume(partition: string, count: number, kill: Kill): void {
    const from = this.positionIn(partition);
    const records = this.bus.read(partition, from, count);
    const next = from + records.length;
    this.run((tx) => {
      for (const [i, fact] of records.entries()) {
        this.receive(tx, fact);
        if (records[i + 1]?.says.kind !== fact.says.kind) this.reactions.finish?.(tx);
      }
      tx.mail.put('offset', partition, next);
    }, kill);
    this.positions.set(partition, next);
    this.handled += records.length;
    if (this.handled % OFFSET_EVERY === 0) this.kafkaOffsets.set(partition, next);
  }

  /** Handles one record that waited. */
  wake(kill: Kill): void {
    const [fact] = this.store.mail.woken.values();
    if (!fact) return;
    this.run((tx) => {
      tx.mail.remove('woken', fact.id);
      this.apply(tx, fact);
      this.reactions.finish?.(tx);
    }, kill);
  }

  /** Sends what is queued, in order, and forgets it when the bus has it; `after-commit` kills between the two. */
  relay(count: number, kill: Kill): void {
    const batch = [...this.store.mail.outbox.values()].slice(0, count);
    for (const fact of batch) this.bus.publish(fact);
    this.run((tx) => {
      for (const { id } of batch) tx.mail.remove('outbox', id);
    }, kill === 'after-commit' ? 'before-commit' : 'never');
  }

  private receive(tx: Tx<Rows>, fact: Fact): void {
    if (tx.mail.find('inbox', fact.id)) return;
    tx.mail.put('inbox', fact.id, true);
    this.apply(tx, fact);
  }

  private apply(tx: Tx<Rows>, fact: Fact): void {
    const outcome = this.reactions.react(fact, tx);
    if (outcome === 'applied') tx.effects.push(fact.id);
    else if (outcome) tx.mail.put('waiting', fact.id, { fact, ...outcome });
  }

  private positionIn(partition: string): number {
    return this.positions.get(partition) ?? this.kafkaOffsets.get(partition) ?? 0;
  }
}
