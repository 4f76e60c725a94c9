import { sumFen, type Fen, type Id, type Instant } from '@goufu/kernel';
import { balanceOf } from '../contexts/funding/ledger.js';
import type { StoredTranche } from '../contexts/funding/rows.js';
import type { World } from '../world/world.js';
import { entitledByEvidence } from './tranches.js';
import { must } from './violation.js';

/** A tranche that waits for its budget line: since when, and what the line must give for it. */
interface Waiter {
  readonly id: Id;
  readonly lineId: Id;
  readonly since: Instant;
  readonly needs: Fen;
  /** How much it knows. */
  readonly known: number;
}

/** Who waits for which line, as seen from outside, step by step. */
export class Queues {
  private standing: ReadonlyMap<Id, Waiter> = new Map();

  /** Whether it waited before this step. */
  waited = (id: Id): boolean => this.standing.has(id);

  /** Nothing waits while its line can pay it and nobody looks, and of two that wait the earlier one is paid first. `looked` are tasks that looked in this step. */
  check(world: World, looked: readonly string[]): void {
    const before = this.standing;
    const now = waitersOf(world, before);
    if (before.size === 0 && now.size === 0) return;
    this.standing = now;
    for (const waiter of now.values()) if (!before.has(waiter.id)) world.note('waits for a line');
    const served = [...before.values()].filter(({ id }) => !now.has(id) && isPaid(world, id));
    if (looked.length > 0) checkOrder(world, served, [...now.values()]);
    for (let i = 0; i < served.length; i += 1) world.note('paid by a line that had nothing before');
    const asked = new Set([...world.funding.tables.task.values()].flatMap((task) => (task.kind === 'pay-what-waits' ? [task.lineId] : [])));
    for (const { id, lineId, needs } of now.values()) {
      const left = availableOn(world, lineId);
      must(asked.has(lineId) || left < needs, () => `${id} waits for ${needs} fen of ${lineId}, which has ${left}, and nobody looks`);
    }
  }
}

const availableOn = ({ funding }: World, lineId: Id): Fen => sumFen(funding.lines().flatMap((line) => (line.lineId === lineId ? [balanceOf(funding.tables.account, { book: 'budget', stage: 'available', ...line })] : [])));

const isPaid = ({ funding }: World, id: Id): boolean => ['payable', 'in-transit', 'disbursed'].includes(funding.tables.tranche.get(id)?.stage ?? '');

/** Who came earlier and waits on cannot have been paid with what was there and those behind got. */
function checkOrder(world: World, served: readonly Waiter[], waiting: readonly Waiter[]): void {
  for (const { id, lineId, since, needs } of waiting) {
    const later = served.filter((other) => other.lineId === lineId && (other.since > since || (other.since === since && other.id > id)));
    const there = availableOn(world, lineId) + sumFen(later.map((other) => other.needs));
    must(later.length === 0 || there < needs, () => `${id} waits for ${needs} fen of ${lineId} since ${since}, and ${later.map((other) => other.id).join(', ')} was paid before it`);
  }
}

function waitersOf(world: World, before: ReadonlyMap<Id, Waiter>): Map<Id, Waiter> {
  const waiters = new Map<Id, Waiter>();
  for (const tranche of world.funding.tables.tranche.values()) {
    const { id, short, waitsSince: since, evidence } = tranche;
    if (!short || since === undefined) continue;
    const [earlier, known] = [before.get(id), evidence.length];
    // What came in between may have ended its wait and begun it anew, in one and the same step.
    const isAnew = since === world.clock.now() && known > (earlier?.known ?? -1);
    must(isAnew || since === earlier?.since, () => `${id} waits since ${since}, and was seen to wait since ${earlier?.since}`);
    waiters.set(id, { id, lineId: short.lineId, since, needs: needsOf(tranche, short.lineId), known });
  }
  return waiters;
}

/**
 * What a line must give so that a tranche is owed what it is entitled to: of an ended contract all that is not owed yet, since nothing is
 * committed for it; of another one all that was refunded, which is bound anew before any of it is owed. Earlier sources are filled before later ones.
 */
function needsOf(tranche: StoredTranche, lineId: Id): Fen {
  const due = entitledByEvidence(tranche);
  const granted = due.kind === 'owed' ? due.amount : 0n;
  const { ended, stage, released, unbound } = tranche;
  if (ended) return filled(tranche, lineId, granted) - filled(tranche, lineId, stage === 'payable' ? released : 0n);
  return filled(tranche, lineId, unbound);
}

/** How much of the first so many fen of a tranche comes from a line. */
function filled({ allocations }: StoredTranche, lineId: Id, whole: Fen): Fen {
  let [left, sum] = [whole, 0n];
  for (const part of allocations) {
    const taken = left < part.amount ? left : part.amount;
    if (part.lineId === lineId) sum += taken;
    left -= taken;
  }
  return sum;
}
