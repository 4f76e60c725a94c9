import { localDateOf } from '@goufu/kernel';
import { personOf } from '../contexts/funding/approvals.js';
import { approversFor } from '../contexts/rules.js';
import type { World } from '../world/world.js';
import { fundLine } from './budget-moves.js';
import { refund, restOf } from './case-moves.js';
import { OFFICERS, say, sayable } from './people.js';

/** More than any schedule needs; one that goes on turning is a fault. */
const ROUNDS = 200;

/** Brings a schedule to where it becomes interesting: some turns in which everybody does what they should. */
export function begin(world: World): void {
  for (let turn = 0; turn < world.plan.headStart; turn += 1) {
    everybodyActs(world, turn);
    drain(world);
    treasuryBooks(world);
  }
}

/** Lets everything come to rest: the machines always, the people too when they are diligent. */
export function settle(world: World): void {
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    drain(world);
    treasuryBooks(world);
    if (world.steps().length > 0) continue;
    if (!world.plan.diligent || !everybodyActs(world, turn)) return;
  }
  throw new Error('the schedule does not come to rest');
}

function treasuryBooks(world: World): void {
  const { bank } = world;
  for (const instruction of bank.unbooked()) world.do(`treasury: books ${instruction.endToEndId}`, () => bank.book(instruction));
  if (bank.hasKeptBack()) world.do('treasury: shows what it kept back', () => bank.complete());
}

function drain(world: World): void {
  for (let i = 0; i < ROUNDS; i += 1) {
    const steps = world.steps(4);
    if (steps.length === 0) return;
    for (const step of steps) world.do(step.name, () => step.run('never'));
  }
  throw new Error('the machines do not come to rest');
}

/** Each person does what waits for them; answers whether anybody had something to do. */
function everybodyActs(world: World, turn: number): boolean {
  const before = world.history.length;
  for (const option of sayable(world)) say(world, option, 'never');
  for (const { id, status } of world.evaluation.rounds()) {
    if (status === 'planned' || (status === 'concluded' && isFinal(world, id))) continue;
    // An odd choice never corrects what is published.
    const choice = 2 * ((world.plan.shuffle >> turn % 16) % 500) + 1;
    world.do(`evaluation ${choice}`, () => world.evaluation.work(id, choice));
  }
  for (const { id, stage } of world.funding.tranches()) {
    if ((stage === 'committed' || stage === 'payable') && !isAsked(world, id)) world.do(`agency asks for ${id}`, () => world.funding.requestPayment(id, 'never'));
  }
  for (const { id, status, contentHash, amount, approvals } of world.funding.orders()) {
    if (status !== 'awaiting-approval') continue;
    const fresh = OFFICERS.filter((officer) => !approvals.some(({ approver }) => approver === officer)).slice(0, approversFor(amount).length - approvals.length);
    for (const officer of fresh) world.do(`${officer} approves ${id}`, () => world.funding.approve(id, officer, contentHash, 'never'));
  }
  settleCases(world);
  fundWhatWaits(world);
  return passWaiting(world) || world.history.length > before;
}

/** Agencies answer and pay back what is due; somebody else than who asked decides. */
function settleCases(world: World): void {
  const { funding } = world;
  for (const one of funding.tables.case.values()) {
    const { id, agencyId, status, raisedBy, replyUntil } = one;
    const isReplied = status === 'awaiting-decision' || (status === 'awaiting-reply' && localDateOf(world.clock.now()) > replyUntil);
    const officer = OFFICERS.find((person) => person !== raisedBy) ?? OFFICERS[0];
    // Where several cases together ask for more than was paid, one gives way.
    if (isReplied) world.do(`${officer} decides ${id}`, () => funding.cases.decide(id, 'approve', 0n, officer, 'never') || funding.cases.decide(id, 'waive', 0n, officer, 'never'));
    else if (status === 'awaiting-reply') world.do(`agency replies to ${id}`, () => funding.cases.reply(id, personOf(agencyId), 'never'));
    if (status === 'awaiting-refund') world.do(`agency refunds ${id}`, () => refund(world, one, restOf(one)));
  }
}

/** Finance gives each line enough for any one that waits, turn by turn. */
function fundWhatWaits(world: World): void {
  const { funding } = world;
  const lacking = new Map<string, bigint>();
  for (const { short } of funding.tranches()) if (short && short.lacks > (lacking.get(short.lineId) ?? 0n)) lacking.set(short.lineId, short.lacks);
  for (const [lineId, lacks] of lacking) fundLine(world, lineId, lacks);
}

const isAsked = (world: World, trancheId: string): boolean => [...world.funding.tables.request.values()].some((request) => request.trancheId === trancheId && request.state !== 'closed');

const isFinal = (world: World, roundId: string): boolean =>
  world.evaluation
    .results()
    .filter((result) => result.roundId === roundId)
    .toSorted((a, b) => b.revision - a.revision)[0]?.status === 'published';

/** The clock goes to the next moment for which something waits. */
function passWaiting(world: World): boolean {
  const windows = [...world.evaluation.service.store.tables.task.values()].map(({ dueAt }) => dueAt);
  const dates = [...world.funding.tables.task.values()].flatMap((task) => (task.kind === 'date' ? [`${task.on}T00:00:00.000Z`] : []));
  const [next] = [...windows, ...dates].toSorted();
  if (next === undefined) return false;
  if (next > world.clock.now()) world.do('time', () => world.clock.set(next));
  return true;
}
