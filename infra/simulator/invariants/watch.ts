import type { World } from '../world/world.js';
import { checkDelivered, checkOnce } from './delivery.js';
import { checkCases, checkFamilies } from './family.js';
import { checkBooks, checkReplay } from './ledger.js';
import { checkBank, checkOrder, checkStatement } from './payments.js';
import { checkRanking } from './ranking.js';
import { checkResults, checkScore } from './results.js';
import { checkEnded, checkInstructed, checkTerminal, checkTranche, checkTruth } from './tranches.js';
import { Queues } from './waiting.js';

/** Looks at a world after every step: at what the step touched. */
export function watcher(): (world: World) => void {
  const queues = new Queues();
  return (world) => watch(world, queues);
}

function watch(world: World, queues: Queues): void {
  const { funding, evaluation } = world;
  const money = touchedIn(funding.service.store.touched);
  for (const id of money('tranche')) {
    const tranche = funding.tables.tranche.get(id);
    if (tranche) checkTranche(tranche, funding);
  }
  for (const id of money('order')) {
    const order = funding.tables.order.get(id);
    if (!order) continue;
    checkOrder(order);
    checkInstructed(order, funding, queues.waited);
  }
  if (money('account').length > 0) checkBooks(funding.tables);
  queues.check(world, money('task').filter((id) => id.startsWith('pay-what-waits/') && !funding.tables.task.has(id)));
  checkBank(world, false);
  const scored = touchedIn(evaluation.service.store.touched);
  for (const id of scored('result')) {
    const result = evaluation.service.store.tables.result.get(id);
    if (result) checkScore(world, result);
  }
  for (const { store } of world.services) store.touched.clear();
}

/** Ids of one table among what was touched. */
const touchedIn =
  (touched: ReadonlySet<string>) =>
  (table: string): string[] =>
    [...touched].filter((key) => key.startsWith(`${table}/`)).map((key) => key.slice(table.length + 1));

/** When nothing moves any more. */
export function checkAtRest(world: World): void {
  checkDelivered(world);
  checkOnce(world);
  checkBooks(world.funding.tables);
  checkReplay(world.funding.tables);
  checkBank(world, true);
  checkStatement(world);
  checkResults(world);
  checkTruth(world);
  checkEnded(world);
  checkTerminal(world);
  checkFamilies(world);
  checkCases(world);
  checkRanking(world);
}
