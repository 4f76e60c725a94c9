import type { FundingSnapshot, ServiceSnapshot } from './snapshot.js';
import type { TopicMessage } from './topics.js';
import { doubled, lost, type Violation } from './violation.js';

/** What each fact of others must lead to in funding, exactly once. */
const ANSWERED: Readonly<Record<string, readonly string[]>> = {
  'procurement.purchase-planned.v1': ['funding.budget-reserved.v1', 'funding.budget-refused.v1'],
  'procurement.contract-signed.v1': ['funding.commitment-recorded.v1', 'funding.commitment-refused.v1'],
};
/** Facts that each service takes note of. */
const NOTED = {
  funding: ['procurement.purchase-planned.v1', 'procurement.contract-signed.v1', 'procurement.contract-filed.v1', 'evaluation.result-published.v1', 'projects.project-closed.v1'],
  oversight: ['procurement.contract-signed.v1', 'evaluation.result-published.v1', 'funding.tranche-released.v1'],
};

/** Every fact that was accepted is answered once: a journal or a refusal, never neither, never both. */
export function checkAnswers({ facts }: Pick<FundingSnapshot, 'facts'>, messages: readonly TopicMessage[]): Violation[] {
  const answers = new Map<string, number>();
  for (const { causation_id, type } of facts) {
    if (causation_id !== null && Object.values(ANSWERED).flat().includes(type)) answers.set(causation_id, (answers.get(causation_id) ?? 0) + 1);
  }
  const asked = new Map(messages.filter(({ type }) => ANSWERED[type]).map((message) => [message.id, message]));
  return [...asked].flatMap(([id, { type, key }]) => {
    const count = answers.get(id) ?? 0;
    if (count === 0) return [lost(`${type} ${id} of ${key} was never answered`)];
    return count > 1 ? [doubled(`${type} ${id} of ${key} was answered ${count} times`)] : [];
  });
}

/** Each group has taken note of every fact that concerns it, and of nothing that is not on Kafka. Under `spoilt` keys somebody put what nobody can read. */
export function checkInbox(service: 'funding' | 'oversight', group: string, { inbox }: ServiceSnapshot, messages: readonly TopicMessage[], spoilt: ReadonlySet<string>): Violation[] {
  const noted = inbox.get(group) ?? new Set();
  const wanted = new Set(messages.filter(({ type, key }) => NOTED[service].includes(type) && !spoilt.has(key)).map(({ id }) => id));
  const onKafka = new Set(messages.map(({ id }) => id));
  const missed = [...wanted].filter((id) => !noted.has(id)).map((id) => lost(`${group} never took note of ${id}`));
  const invented = [...noted].filter((id) => !onKafka.has(id)).map((id) => lost(`${group} took note of ${id}, which is not on Kafka`));
  return [...missed, ...invented];
}
