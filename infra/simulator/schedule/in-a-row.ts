import { shareOf, WHOLE } from '@goufu/kernel';
import type { StoredRound } from '../contexts/evaluation/rows.js';
import { personOf } from '../contexts/funding/approvals.js';
import { SERVICE } from '../contexts/funding/cases.js';
import type { StoredCase, StoredTranche } from '../contexts/funding/rows.js';
import type { Entry } from '../world/bank.js';
import { MINUTE } from '../world/clock.js';
import type { World } from '../world/world.js';
import { fundLine, rivalFor } from './budget-moves.js';
import { refund, restOf } from './case-moves.js';
import { OFFICERS, say } from './people.js';

/** What takes several steps one after the other, so that chance alone would seldom bring it. */
type Move = (world: World) => (() => void) | undefined;

const pick = <Option>(options: readonly Option[], n: number): Option | undefined => options[n % options.length];

/** The machines do what they may, up to so many steps. */
function work(world: World, times: number): void {
  for (let i = 0; i < times; i += 1) {
    const [step] = world.steps(2);
    if (!step) return;
    world.do(step.name, () => step.run('never'));
  }
}

/** A contract ends, and another purchase takes what it gave back before anybody can want it again. */
export const vacate =
  (n: number, as: number): Move =>
  (world) => {
    const contract = pick(world.plan.contracts.filter(({ contractId }) => world.procurement.hasSaid('contract-signed', contractId, '')), n);
    if (!contract) return undefined;
    const { contractId, split } = contract;
    return () => {
      const kind = as % 2 === 0 ? 'project-closed' : 'contract-terminated';
      say(world, { by: kind === 'project-closed' ? 'projects' : 'procurement', says: { kind, contractId }, about: '' }, 'never');
      work(world, 30);
      rivalsTakeAll(world, split.map(({ lineId }) => lineId));
    };
  };

/** Other purchases take all that lines have left. */
function rivalsTakeAll(world: World, lineIds: readonly string[]): void {
  for (const line of world.funding.lines()) if (lineIds.includes(line.lineId)) rivalFor(world, line, 10_000, 'never')?.();
  work(world, 30);
}

/** A published result turns out wrong: the panel scores anew, and the agency takes it as it is; now and then lines have nothing left by then. */
export const correct =
  (n: number, choice: number, rivals: number): Move =>
  (world) => {
    const result = pick(published(world), n);
    if (!result) return undefined;
    return () => {
      if (rivals % 3 === 0) rivalsTakeAll(world, world.funding.lines().map(({ lineId }) => lineId));
      world.do('time', () => world.clock.step(MINUTE));
      correctTo(world, result.roundId, choice);
    };
  };

/** Finance gives a line what one of those lacks that wait for it, and the machines pay whoever can be paid with it. */
export const fundOne =
  (n: number): Move =>
  (world) => {
    const { funding } = world;
    const short = pick(funding.tranches().flatMap((tranche) => tranche.short ?? []), n);
    return short && (() => {
      fundLine(world, short.lineId, short.lacks);
      work(world, 10);
    });
  };

const published = ({ evaluation }: World) => evaluation.results().filter(({ status, roundId }) => status === 'published' && evaluation.roundOf({ roundId }).status === 'concluded');

/** Scores anew as it is chosen, without an appeal. */
function correctTo(world: World, roundId: string, choice: number, steps = 10): void {
  for (const act of [2 * choice, choice, choice, 1, 1]) world.do(`evaluation ${act}`, () => world.evaluation.work(roundId, act));
  work(world, steps);
}

/** Choices of sheets that come to a grade. */
const [EXCELLENT, GOOD, PASS, FAIL] = [0, 3, 4, 7] as const;

/** Results take away what was paid under a contract, the agency refunds it, others take the money, and the next results grant it again, one after the other. */
export const takeAndGiveAgain =
  (n: number, grades: number): Move =>
  (world) => {
    const { evaluation, funding } = world;
    const paid = (contractId: string) => funding.tranches().filter((tranche) => tranche.contractId === contractId && tranche.stage === 'disbursed');
    const contract = pick(world.plan.contracts.filter(({ contractId }) => paid(contractId).length > 0), n);
    if (!contract) return undefined;
    const { contractId } = contract;
    const results = published(world).filter(({ roundId, revision }) => revision === 1 && evaluation.roundOf({ roundId }).contractId === contractId);
    if (results.length === 0) return undefined;
    return () => {
      for (const { roundId } of grades % 4 === 0 ? results.slice(0, 1) : results) correctTo(world, roundId, pick([PASS, PASS, FAIL], grades) ?? PASS);
      for (const tranche of paid(contractId)) {
        if (![...funding.tables.case.values()].some(({ trancheId, raisedBy }) => trancheId === tranche.id && raisedBy === SERVICE)) continue;
        const owing = findDue(world, tranche, 0);
        if (owing) world.do(`agency refunds ${owing.id}`, () => refund(world, owing, restOf(owing)));
      }
      work(world, 40);
      rivalsTakeAll(world, funding.lines().map(({ lineId }) => lineId));
      // Enough for one of those that it will be granted again, not for all.
      const [one] = paid(contractId);
      if (one && grades % 3 > 0) fundLine(world, one.allocations[0]?.lineId ?? '', one.released / 3n);
      for (const { roundId } of results) {
        world.do('time', () => world.clock.step(MINUTE));
        // Now and then funding reads of both at once.
        correctTo(world, roundId, grades % 3 === 0 ? EXCELLENT : GOOD, grades % 2 === 0 ? 0 : 10);
      }
      work(world, 10);
    };
  };

/** Money is asked back of a paid tranche and found due, as it is or by this; answers the case. */
function findDue(world: World, { id, agencyId, released }: StoredTranche, share: number): StoredCase | undefined {
  const { cases } = world.funding;
  const [asking, deciding] = OFFICERS;
  const open = (): StoredCase | undefined => [...world.funding.tables.case.values()].find(({ trancheId, status }) => trancheId === id && status.startsWith('awaiting-'));
  if (!open()) world.do(`${asking} asks back of ${id}`, () => cases.askBack(id, shareOf(released, share), asking, 'never'));
  const one = open();
  if (!one) return undefined;
  world.do(`agency replies to ${one.id}`, () => cases.reply(one.id, personOf(agencyId), 'never'));
  world.do(`${deciding} decides ${one.id}`, () => cases.decide(one.id, 'approve', 0n, deciding, 'never'));
  return world.funding.tables.case.get(one.id);
}

/** What is due is set off against what the agency is owed, all of it or a part. */
export const setOff =
  (n: number, share: number): Move =>
  (world) => {
    const { funding } = world;
    const payable = funding.tranches().filter(({ stage }) => stage === 'payable');
    const waiting = payable.filter(({ short }) => short);
    const payers = waiting.length > 0 ? waiting : payable;
    const paid = funding.tranches().filter(({ stage, agencyId }) => stage === 'disbursed' && payers.some((payer) => payer.agencyId === agencyId));
    const tranche = pick(paid, n);
    const payer = tranche && pick(payers.filter(({ agencyId }) => agencyId === tranche.agencyId), n);
    if (!payer) return undefined;
    return () => {
      const owing = findDue(world, tranche, 1 + (share % 10_000));
      if (!owing) return;
      const rest = restOf(owing);
      const most = rest < payer.released ? rest : payer.released;
      const [asking, deciding] = OFFICERS;
      world.do(`${asking} proposes to set ${owing.id} off against ${payer.id}`, () => funding.cases.proposeOffset(owing.id, payer.id, share % 3 === 0 ? shareOf(most, 5_000) : most, asking, 'never'));
      const offset = [...funding.tables.offset.values()].find(({ caseId, state }) => caseId === owing.id && state === 'proposed');
      const by = share % 5 === 0 ? asking : deciding;
      if (offset) world.do(`${by} approves ${offset.id}`, () => funding.cases.decideOffset(offset.id, true, by, 'never'));
    };
  };

/** The payment of a tranche, unless it came back. */
function paymentOf({ bank, funding }: World, trancheId: string): Entry | undefined {
  const ids = funding.orders().flatMap((order) => (order.trancheId === trancheId ? order.attempts.map(({ endToEndId }) => endToEndId) : []));
  return bank.paid().find(({ endToEndId }) => ids.includes(endToEndId));
}

function sendBack(world: World, payment: Entry): void {
  world.do(`treasury: gives back ${payment.endToEndId}`, () => world.bank.giveBack(payment));
  work(world, 10);
}

/** The agency refunds what is due of a tranche, or by this is found due, all of it or a part. */
function refundDue(world: World, tranche: StoredTranche, share: number, found = 0): void {
  const owing = findDue(world, tranche, found);
  if (owing) world.do(`agency refunds ${owing.id}`, () => refund(world, owing, shareOf(restOf(owing), share)));
  work(world, 10);
}

/** The agency refunds what is due, all of it or a part, and then the bank sends the whole payment back. */
export const refundAndReturn =
  (n: number, share: number): Move =>
  (world) => {
    const tranche = pick(world.funding.tranches().filter(({ stage }) => stage === 'disbursed'), n);
    const payment = tranche && paymentOf(world, tranche.id);
    if (!payment) return undefined;
    return () => {
      refundDue(world, tranche, share % 2 === 0 ? WHOLE : share % WHOLE, 1 + (share % WHOLE));
      sendBack(world, payment);
    };
  };

const isAbout = ({ contractId, terms }: StoredTranche, round: StoredRound): boolean =>
  round.contractId === contractId && terms.conditions.some((condition) => condition.kind === 'evaluation' && condition.evaluationCode === round.item.code);

function correctLater(world: World, roundId: string, choice: number): void {
  world.do('time', () => world.clock.step(MINUTE));
  correctTo(world, roundId, choice);
}

/** What results took away, and how much of that the agency refunded before they granted it again. */
const TAKEN = [
  [[PASS, 5_000]],
  [[FAIL, 2_500]],
  [[GOOD, WHOLE], [PASS, WHOLE]],
  [[GOOD, WHOLE], [PASS, 5_000]],
] as const;

/** Results take away what was paid, the agency refunds it or a part, and the next results grant it again, once or twice; then the bank may send the payment back. */
export const takeGrantAndReturn =
  (n: number, how: number): Move =>
  (world) => {
    const { evaluation, funding } = world;
    const tranche = pick(funding.tranches().filter(({ stage, terms }) => stage === 'disbursed' && terms.conditions.some(({ kind }) => kind === 'evaluation')), n);
    const payment = tranche && paymentOf(world, tranche.id);
    const rounds = tranche ? published(world).map(({ roundId }) => evaluation.roundOf({ roundId })).filter((round) => isAbout(tranche, round)) : [];
    if (!payment || rounds.length === 0) return undefined;
    return () => {
      for (const [nth, [grade, share]] of (pick(TAKEN, how) ?? []).entries()) {
        // One after the other, since a result is corrected but so often.
        const roundId = pick(rounds, nth)?.id ?? '';
        correctLater(world, roundId, grade);
        refundDue(world, tranche, share);
        correctLater(world, roundId, EXCELLENT);
      }
      if (how % 3 > 0) sendBack(world, payment);
    };
  };
