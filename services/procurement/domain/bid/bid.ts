import { unreachable, type Decider, type Decision } from '@goufu/kernel';
import type { BidCommand } from './bid.commands.js';
import type { BidFact } from './bid.facts.js';
import { refuseBid as refuse } from './bid.refusals.js';

export type BidStatus = 'none' | 'sealed' | 'replaced' | 'withdrawn' | 'opened' | 'rejected' | 'unreadable';

/** A bid before the opening: before the deadline its bidder may add, change or withdraw it; after it nobody may (R41). */
export interface BidState {
  readonly status: BidStatus;
}

const initial: BidState = { status: 'none' };

export const bid = { initial, decide, evolve } satisfies Decider<BidState, BidCommand, BidFact>;

function decide(command: BidCommand, state: BidState): Decision<BidFact> {
  if (command.at >= command.bidsUntil) return refuse('too-late', { bidsUntil: command.bidsUntil });
  if ('price' in command && command.price <= 0n) return refuse('no-price');
  switch (command.kind) {
    case 'submit':
      return command.live ? refuse('already-submitted') : [{ kind: 'sealed', at: command.at }];
    case 'replace':
      return state.status === 'sealed' ? [{ kind: 'replaced', at: command.at }] : refuse('not-sealed');
    case 'withdraw':
      return state.status === 'sealed' ? [{ kind: 'withdrawn', at: command.at }] : refuse('not-sealed');
    default:
      return unreachable(command);
  }
}

function evolve(_state: BidState, fact: BidFact): BidState {
  return { status: fact.kind };
}
