import type { DataOf, FactContract } from '@goufu/contracts';
import type { Id, Instant } from '@goufu/kernel';
import type { Cause, Tx } from '@goufu/persistence';

/** A fact as a consumer sees it: parsed by its contract, with what its envelope says. Is itself the cause of new facts. */
export interface FactRecord<Contract extends FactContract = FactContract> extends Cause {
  readonly type: string;
  readonly subject: Id;
  readonly sequence: number;
  /** Business time of the publisher. */
  readonly time: Instant;
  readonly actorId: string;
  /** The fact that caused this one. */
  readonly causationId?: Id | undefined;
  readonly data: DataOf<Contract>;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/**
 * What became of one record. *Applied*: done. *Refused*: a fact with the reason was recorded. *Waiting*: something must
 * come first, named by a key that some transaction will `bring`. The fourth outcome, *parked*, is a thrown error.
 */
export type Outcome =
  | { readonly kind: 'applied' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'waiting'; readonly for: string };

export const APPLIED: Outcome = { kind: 'applied' };
export const REFUSED: Outcome = { kind: 'refused' };
/** `waitingFor('contract', contractId)`: handled again when a transaction brings that key. */
export const waitingFor = (what: string, id: Id): Outcome => ({ kind: 'waiting', for: broughtKey(what, id) });
export const broughtKey = (what: string, id: Id): string => `${what}:${id}`;

/**
 * Reacts to one kind of fact. The records of a chunk that it gets are part of one transaction: load the set, fold pure, write the set.
 * Throwing means a fault (retried) or a bug (the record is parked and its key queues behind it).
 */
export abstract class FactConsumer<Contract extends FactContract = FactContract> {
  abstract readonly contract: Contract;
  /** Name of the projection with its own consumer group; unset for the service's one group. */
  readonly projection?: string;

  /** One outcome per record, in order. A record that waits must not have written anything. */
  abstract handle(records: readonly FactRecord<Contract>[], tx: Tx): Promise<readonly Outcome[]>;
}

/** The simple case: one record at a time, in order. */
export abstract class SingleFactConsumer<Contract extends FactContract = FactContract> extends FactConsumer<Contract> {
  abstract handleOne(record: FactRecord<Contract>, tx: Tx): Promise<Outcome>;

  async handle(records: readonly FactRecord<Contract>[], tx: Tx): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const record of records) outcomes.push(await this.handleOne(record, tx));
    return outcomes;
  }
}
