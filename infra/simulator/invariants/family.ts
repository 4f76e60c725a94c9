import { sumFen, type Fen, type Id } from '@goufu/kernel';
import { SERVICE } from '../contexts/funding/cases.js';
import type { StoredCase, StoredTranche } from '../contexts/funding/rows.js';
import type { World } from '../world/world.js';
import { entitlement } from './entitlement.js';
import { must } from './violation.js';

const RELEASED: readonly StoredTranche['stage'][] = ['payable', 'disbursed'];

/**
 * At rest an agreed tranche and its supplements together, less what is asked back, come to what the whole is worth, once: nothing of it is paid
 * twice, by the bank, by offset, or by a supplement for what was refunded. Less is only what a person asked back and the bank then returned with the payment;
 * more only what a person waived.
 */
export function checkFamilies(world: World): void {
  const { tables } = world.funding;
  const families = Map.groupBy(world.funding.tranches(), (tranche) => rootOf(tables.tranche, tranche).id);
  for (const [id, members] of families) {
    const root = tables.tranche.get(id);
    if (!root || members.some(({ stage }) => stage === 'in-transit')) continue;
    must(sumFen(members.map(({ covers }) => covers)) <= root.amount, () => `${id} and its supplements cover more than ${root.amount} fen`);
    for (const member of members) must(sameKnowledge(member, root), () => `${member.id} does not know what ${id} knows`);
    const due = entitlement({ ...root.terms, amount: root.amount, covers: root.amount }, root.evidence);
    if (due.kind === 'held' || (due.kind === 'not-yet' && !root.ended)) continue;
    const cases = [...tables.case.values()].filter(({ trancheId }) => members.some((member) => member.id === trancheId));
    const own = cases.filter(({ raisedBy, paymentReturned }) => raisedBy === SERVICE && !paymentReturned);
    const net = sumFen(members.filter(({ stage }) => RELEASED.includes(stage)).map(({ released }) => released)) - sumFen(own.map(askedBack));
    const amount = due.kind === 'owed' ? due.amount : 0n;
    const waived = sumFen(own.filter(({ decidedBy }) => decidedBy !== undefined && decidedBy !== SERVICE).map(({ claimed, due: found }) => claimed - found));
    const gone = sumFen(cases.filter(({ raisedBy, paymentReturned }) => raisedBy !== SERVICE && paymentReturned).map(({ refunded }) => refunded));
    const isWhole = members.some(({ short }) => short !== undefined) || amount - gone <= net;
    must(isWhole && net <= amount + waived, () => `${id} comes to ${net} fen with its supplements, and is worth ${amount}; ${gone} were asked back otherwise, ${waived} waived`);
  }
}

/** Whatever a tranche knows its supplement knows; each has its own requests. */
const sameKnowledge = (one: StoredTranche, other: StoredTranche): boolean => {
  const known = ({ evidence }: StoredTranche) => evidence.flatMap(({ factId, evidence: { kind } }) => (kind === 'payment-requested' ? [] : [factId])).toSorted().join();
  return one === other || known(one) === known(other);
};

/** What a case asks for: at first what was claimed, then what was found due. */
const askedBack = ({ status, claimed, due }: StoredCase): Fen => (status === 'awaiting-reply' || status === 'awaiting-decision' ? claimed : due);

function rootOf(tranches: ReadonlyMap<Id, StoredTranche>, tranche: StoredTranche): StoredTranche {
  const base = tranche.supplements === undefined ? undefined : tranches.get(tranche.supplements);
  return base ? rootOf(tranches, base) : tranche;
}

/** The paid record of a case is never below nothing: no more comes back of a payment than it was, and no more than was found due. */
export function checkCases({ funding: { tables } }: World): void {
  const refunded = new Map<Id, Fen>();
  for (const { id, trancheId, due, refunded: back, paymentReturned, raisedBy, decidedBy } of tables.case.values()) {
    must(back <= due, () => `${back} fen came back for ${id}, of which ${due} are due`);
    must(decidedBy === undefined || decidedBy !== raisedBy || raisedBy === SERVICE, () => `${decidedBy} raised and decided ${id}`);
    if (!paymentReturned) refunded.set(trancheId, (refunded.get(trancheId) ?? 0n) + back);
  }
  for (const [id, sum] of refunded) must(sum <= (tables.tranche.get(id)?.released ?? 0n), () => `${sum} fen came back of ${id}, which was paid less`);
  for (const { id, state, proposedBy, decidedBy } of tables.offset.values()) must(state === 'proposed' || decidedBy !== proposedBy, () => `${proposedBy} proposed and decided ${id}`);
}
