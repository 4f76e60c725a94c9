import type { World } from '../world/world.js';
import type { Kind } from '../world/facts.js';
import { must } from './violation.js';

/** No fact has its effects twice. */
export function checkOnce({ services }: World): void {
  for (const { name, effects } of services) {
    for (const [id, times] of effects) must(times === 1, () => `${name} let ${id} take effect ${times} times`);
  }
}

/** At rest everything that was recorded is on the bus and has taken effect with everybody who reacts, or waits for a contract that was refused. */
export function checkDelivered(world: World): void {
  const published = new Set(world.bus.facts().map(({ id }) => id));
  for (const { id } of world.recorded()) must(published.has(id), () => `${id} was recorded and is not on the bus`);
  for (const id of published) must(world.recorded().some((fact) => fact.id === id), () => `${id} is on the bus and was never recorded`);
  for (const { name, store, effects } of [world.evaluation.service, world.funding.service, world.oversight.service]) {
    must(store.mail.woken.size === 0, () => `${name} left something undone that was woken`);
    for (const { fact } of store.mail.waiting.values()) {
      const { kind, contractId } = fact.says;
      const isUndecided = kind === 'project-closed' && world.funding.tranches().some((tranche) => tranche.contractId === contractId && tranche.stage === 'committed');
      must(name === 'funding' && (isUndecided || !world.funding.tables.contract.has(contractId)), () => `${name} lets ${fact.id} (${kind}) wait for what is there`);
    }
    for (const fact of world.bus.facts()) {
      const reacts = reactors[fact.says.kind].includes(name);
      must(!reacts || effects.has(fact.id) || store.mail.waiting.has(fact.id), () => `${name} missed ${fact.id} (${fact.says.kind})`);
    }
  }
}

/** Who must react to what, written down once more: the check does not believe the table of libs/contracts. */
const reactors: Record<Kind, readonly string[]> = {
  'purchase-planned': ['funding'],
  'purchase-cancelled': ['funding'],
  'contract-signed': ['evaluation', 'funding', 'oversight'],
  'contract-filed': ['funding'],
  'project-closed': ['funding'],
  'contract-terminated': ['funding'],
  'acceptance-certified': ['evaluation', 'funding'],
  'milestone-reached': ['evaluation', 'funding'],
  'rectification-accepted': ['evaluation', 'funding'],
  'appeal-filed': ['funding'],
  'appeal-decided': ['funding'],
  'result-published': ['funding', 'oversight'],
  'result-revised': ['funding', 'oversight'],
  'tranche-released': ['oversight'],
  'tranche-withheld': ['oversight'],
  'tranche-forfeited': ['oversight'],
  'clawback-raised': ['oversight'],
  'clawback-settled': ['oversight'],
  'payment-settled': [],
  'payment-returned': [],
};
