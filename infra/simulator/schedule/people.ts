import { callsForRectification } from '@goufu/evaluation/domain/result/consequence.js';
import { gradeRules } from '../contexts/rules.js';
import type { Saying } from '../world/facts.js';
import type { World } from '../world/world.js';

/** Something that people outside may say next, to procurement or to projects. */
interface Sayable {
  readonly says: Saying;
  readonly about: string;
  readonly by: 'procurement' | 'projects';
}

/** What was not said yet and could be. */
export function sayable(world: World): Sayable[] {
  const possible = world.plan.contracts.flatMap((terms): Sayable[] => {
    const { contractId } = terms;
    const say = (by: Sayable['by'], says: Saying, about = ''): Sayable => ({ by, says, about });
    if (!world.procurement.hasSaid('purchase-planned', contractId, '')) return [say('procurement', { kind: 'purchase-planned', contractId, asks: terms.asks })];
    if (!world.procurement.hasSaid('contract-signed', contractId, '')) return [say('procurement', { kind: 'contract-signed', contractId, terms })];
    return [
      say('procurement', { kind: 'contract-filed', contractId }),
      say('projects', { kind: 'milestone-reached', contractId, milestoneCode: 'half-way' }),
      say('projects', { kind: 'acceptance-certified', contractId }),
    ];
  });
  return [...possible, ...rectifications(world)].filter(({ by, says, about }) => !world[by].hasSaid(says.kind, says.contractId, about));
}

/** Rectifications that published results call for. */
const rectifications = (world: World): Sayable[] =>
  world.evaluation.results().flatMap((result): Sayable[] => {
    const { contractId, item, attempt } = world.evaluation.roundOf(result);
    if (result.status !== 'published' || !callsForRectification(result.computation.grade, attempt, gradeRules())) return [];
    return [{ by: 'projects', says: { kind: 'rectification-accepted', contractId, resultId: result.id, evaluationCode: item.code, attempt }, about: result.id }];
  });

export const say = (world: World, { by, says, about }: Sayable, kill: Parameters<World['projects']['say']>[2]): void =>
  world.do(`${by}: ${says.kind} ${says.contractId} ${about}`, () => world[by].say(says, about, kill));

/** Purchases of others, which want what a line has left. */
export const rivalsOf = ({ procurement }: World): string[] =>
  [...procurement.service.store.tables.said.keys()].flatMap((key) => /^purchase-planned\/(rival-\d+)\//.exec(key)?.[1] ?? []);

export const OFFICERS = ['finance-1', 'finance-2', 'finance-3'] as const;
