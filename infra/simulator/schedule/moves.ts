import { plusMilliseconds } from '@goufu/kernel';
import fc from 'fast-check';
import { personOf } from '../contexts/funding/approvals.js';
import { windowEnd } from '../invariants/results.js';
import { must } from '../invariants/violation.js';
import { DAY, HOUR, MINUTE } from '../world/clock.js';
import type { Kill } from '../world/store.js';
import type { World } from '../world/world.js';
import { bankMove } from './bank-moves.js';
import { budgetMove } from './budget-moves.js';
import { caseMove } from './case-moves.js';
import { correct, fundOne, refundAndReturn, setOff, takeAndGiveAgain, takeGrantAndReturn, vacate } from './in-a-row.js';
import { OFFICERS, say, sayable } from './people.js';

/** One thing of a schedule: what it would do now, or undefined when there is nothing to do. */
type Move = (world: World) => (() => void) | undefined;

const pick = <Option>(options: readonly Option[], n: number): Option | undefined => options[n % options.length];

const whenever =
  <Option>(options: (world: World) => readonly Option[], n: number, run: (world: World, option: Option) => void): Move =>
  (world) => {
    const option = pick(options(world), n);
    return option === undefined ? undefined : () => run(world, option);
  };

const speak = (n: number, kill: Kill): Move => whenever(sayable, n, (world, option) => say(world, option, kill));

const evaluate = (n: number, choice: number, kill: Kill): Move =>
  whenever(
    (world) => world.evaluation.rounds().filter(({ status }) => status !== 'planned'),
    n,
    (world, { id }) => workIn(world, id, choice, kill),
  );

/** The people around a round do the next thing; an agency that may object must be heard, and only then. */
function workIn(world: World, roundId: string, choice: number, kill: Kill): void {
  world.do(`evaluation ${choice}`, () => {
    const heard = mayAppeal(world, roundId);
    const came = world.evaluation.work(roundId, choice, kill);
    if (heard !== undefined && choice % 3 === 0) must((came !== undefined) === heard, () => `an appeal in ${roundId} at ${world.clock.now()} was ${heard ? 'not heard' : 'heard too late'}`);
    return came;
  });
}

/** Whether the agency may object now, by the days counted by hand; undefined when there is nothing to object to. */
function mayAppeal(world: World, roundId: string): boolean | undefined {
  const notified = world.evaluation.results().find((result) => result.roundId === roundId && result.status === 'notified');
  return notified?.notifiedAt === undefined ? undefined : world.clock.now() <= windowEnd(notified.notifiedAt);
}

const ask = (n: number, kill: Kill): Move =>
  whenever(
    ({ funding }) => funding.tranches(),
    n,
    (world, { id }) => world.do(`agency asks for ${id}`, () => world.funding.requestPayment(id, kill)),
  );

/** Some sign twice, some what they asked for themselves, some what they saw of another order. */
const approve = (n: number, person: number, sees: number, kill: Kill): Move =>
  whenever(
    ({ funding }) => funding.orders().filter(({ status }) => status === 'awaiting-approval' || status === 'in-transit'),
    n,
    (world, order) => {
      const people = [...OFFICERS, ...OFFICERS, personOf(world.funding.tables.tranche.get(order.trancheId)?.agencyId ?? ''), order.preparedBy];
      const seen = sees % 6 === 0 ? pick(world.funding.orders(), sees) : order;
      const who = pick(people, person) ?? OFFICERS[0];
      world.do(`${who} approves ${order.id}${seen === order ? '' : ' as another one'}`, () => world.funding.approve(order.id, who, seen?.contentHash ?? '', kill));
    },
  );

/** The project is closed, or the contract terminated, at any moment and once each. */
const endContract = (n: number, as: number, kill: Kill): Move =>
  whenever(
    ({ plan, procurement }) => plan.contracts.filter(({ contractId }) => procurement.hasSaid('contract-signed', contractId, '')),
    n,
    (world, { contractId }) => {
      const by = as % 2 === 0 ? ({ by: 'projects', says: { kind: 'project-closed', contractId }, about: '' } as const) : ({ by: 'procurement', says: { kind: 'contract-terminated', contractId }, about: '' } as const);
      say(world, by, kill);
    },
  );

const decline = (n: number, person: number, kill: Kill): Move =>
  whenever(
    ({ funding }) => funding.orders().filter(({ status }) => status === 'awaiting-approval'),
    n,
    (world, { id }) => world.do(`decline ${id}`, () => world.funding.decline(id, pick(OFFICERS, person) ?? OFFICERS[0], kill)),
  );

/** Machines do some of what they may, the last of it killed or not. */
const work =
  (n: number, times: number, chunk: number, kill: Kill): Move =>
  (world) =>
  () => {
    for (let i = 0; i < times; i += 1) {
      const step = pick(world.steps(chunk), n + 7 * i);
      if (!step) return;
      world.do(step.name, () => step.run(i === times - 1 ? kill : 'never'));
    }
  };

/** A record comes once more, at the end of its partition, however long ago it first came. */
const duplicate = (n: number): Move =>
  whenever(
    ({ bus }) => bus.facts(),
    n,
    (world, fact) => world.do(`${fact.id} again`, () => world.bus.publish(fact)),
  );

const SPANS = [30 * MINUTE, 5 * HOUR, DAY, 3 * DAY, -HOUR] as const;

/** Time goes on, or an hour back. */
const passTime =
  (n: number): Move =>
  (world) =>
  () =>
    world.do('time', () => world.clock.step(pick(SPANS, n) ?? 0));

/** An agency objects at the very edge of its window, a moment before or behind it. */
const objectLate = (n: number, kill: Kill): Move =>
  whenever(
    ({ evaluation, clock }) => [...evaluation.service.store.tables.task.values()].filter(({ dueAt }) => dueAt > clock.now()),
    n,
    (world, { resultId, dueAt }) => {
      world.do('time', () => world.clock.set(plusMilliseconds(dueAt, -(n % 3))));
      const { roundId } = world.evaluation.results().find(({ id }) => id === resultId) ?? { roundId: '' };
      workIn(world, roundId, 0, kill);
    },
  );

/** What a move looks at to know whether it can be made. */
export interface Seen {
  readonly world: World;
}

/** A move as fast-check runs, prints and drops it. */
class Commanded implements fc.Command<Seen, World> {
  constructor(
    private readonly name: string,
    private readonly move: Move,
  ) {}

  check({ world }: Seen): boolean {
    return this.move(world) !== undefined;
  }

  run(_: Seen, world: World): void {
    this.move(world)?.();
  }

  toString = (): string => this.name;
}

const n = fc.nat({ max: 9999 });
const kill = fc.constantFrom<Kill>('never', 'never', 'never', 'never', 'before-commit', 'after-commit');

const named = <Values extends unknown[]>(name: string, weight: number, arbitrary: fc.Arbitrary<Values>, move: (...values: Values) => Move) => ({
  weight,
  arbitrary: arbitrary.map((values) => new Commanded(`${name}(${values.join(', ')})`, move(...values))),
});

const moves: fc.Arbitrary<fc.Command<Seen, World>> = fc.oneof(
  named('speak', 10, fc.tuple(n, kill), speak),
  named('evaluate', 14, fc.tuple(n, n, kill), evaluate),
  named('ask', 5, fc.tuple(n, kill), ask),
  named('approve', 8, fc.tuple(n, n, n, kill), approve),
  named('endContract', 1, fc.tuple(n, n, kill), endContract),
  named('decline', 1, fc.tuple(n, n, kill), decline),
  named('work', 30, fc.tuple(n, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 }), kill), work),
  named('bank', 6, fc.tuple(n, n), bankMove),
  named('budget', 8, fc.tuple(n, n, n, kill), budgetMove),
  named('case', 8, fc.tuple(n, n, n, kill), caseMove),
  named('vacate', 3, fc.tuple(n, n), vacate),
  named('setOff', 3, fc.tuple(n, n), setOff),
  named('refundAndReturn', 2, fc.tuple(n, n), refundAndReturn),
  named('takeAndGiveAgain', 3, fc.tuple(n, n), takeAndGiveAgain),
  named('takeGrantAndReturn', 2, fc.tuple(n, n), takeGrantAndReturn),
  named('correct', 5, fc.tuple(n, n, n), correct),
  named('fundOne', 2, fc.tuple(n), fundOne),
  named('duplicate', 2, fc.tuple(n), duplicate),
  named('time', 4, fc.tuple(n), passTime),
  named('objectLate', 1, fc.tuple(n, kill), objectLate),
);

/** Schedules of up to so many moves. */
export const schedules = fc.commands([moves], { maxCommands: 80, size: 'max' });
