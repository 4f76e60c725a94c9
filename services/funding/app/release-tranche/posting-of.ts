import { causedId } from '@goufu/messaging';
import { release, splitOver, uncommit, unrelease, type Transfer } from '../../domain/ledger/posting.js';
import { unreachable } from '@goufu/kernel';
import type { LocalPosting } from '../persistence/ledger.repository.js';
import type { Consequence } from './release-tranche.handler.js';

/**
 * What a consequence does to the ledger. The event id is made of the tranche and its revision, so that even without an
 * inbox the same release cannot be posted twice.
 */
export function postingOf({ tranche, fact }: Consequence): LocalPosting[] {
  const transfers = transfersOf({ tranche, fact });
  if (transfers.length === 0) return [];
  return [
    {
      eventId: causedId(tranche.id, `${fact.kind}/${'revision' in fact ? fact.revision : 0}`),
      reason: fact.kind,
      jurisdiction: tranche.jurisdiction,
      transfers,
    },
  ];
}

function transfersOf({ tranche, fact }: Pick<Consequence, 'tranche' | 'fact'>): Transfer[] {
  const { id, allocations, amount } = tranche;
  switch (fact.kind) {
    case 'released':
      return [
        ...splitOver(fact.amount, allocations).flatMap((part) => release(id, part)),
        ...remainderOf(amount, fact.amount, allocations).flatMap(uncommit),
      ];
    case 'release-reversed':
      return [
        ...splitOver(fact.amount, allocations).flatMap((part) => unrelease(id, part)),
        ...remainderOf(amount, fact.amount, allocations).flatMap((part) => uncommit(part).map(({ from, to, amount: back }) => ({ from: to, to: from, amount: back }))),
      ];
    case 'forfeited':
      return splitOver(fact.amount, allocations).flatMap(uncommit);
    case 'evidence-kept':
    case 'withheld':
    case 'correction-due':
      return [];
    default:
      return unreachable(fact);
  }
}

/** The parts of the allocations that a deducted release leaves over. */
function remainderOf(amount: bigint, released: bigint, allocations: Consequence['tranche']['allocations']) {
  const taken = new Map(splitOver(released, allocations).map((part) => [part.commitmentId, part.amount]));
  const rest = allocations.map((part) => ({ ...part, amount: part.amount - (taken.get(part.commitmentId) ?? 0n) }));
  return amount === released ? [] : rest.filter((part) => part.amount > 0n);
}
