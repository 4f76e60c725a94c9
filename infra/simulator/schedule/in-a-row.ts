import { MINUTE } from '../world/clock.js';
import type { World } from '../world/world.js';
import { rivalFor } from './budget-moves.js';
import { say } from './people.js';

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
      for (const line of world.funding.lines().filter(({ lineId }) => split.some((part) => part.lineId === lineId))) rivalFor(world, line, 10_000, 'never')?.();
      work(world, 30);
    };
  };

/** A published result turns out wrong: the panel scores anew, and the agency takes it as it is. */
export const correct =
  (n: number, choice: number): Move =>
  (world) => {
    const { evaluation } = world;
    const published = evaluation.results().filter(({ status, roundId }) => status === 'published' && evaluation.roundOf({ roundId }).status === 'concluded');
    const result = pick(published, n);
    if (!result) return undefined;
    return () => {
      world.do('time', () => world.clock.step(MINUTE));
      for (const act of [2 * choice, choice, choice, 1, 1]) world.do(`evaluation ${act}`, () => evaluation.work(result.roundId, act));
      work(world, 10);
    };
  };
