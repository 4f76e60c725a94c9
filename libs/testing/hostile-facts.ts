import { createHash } from 'node:crypto';
import type { DataOf, FactContract } from '@goufu/contracts';
import { formatUuid, type Id, type Instant } from '@goufu/kernel';
import { toMessage, type BusMessage } from '@goufu/messaging';

/** A fact that some other service published. Sequences follow from the order of the list. */
export interface HostileFact<Contract extends FactContract = FactContract> {
  readonly contract: Contract;
  readonly subject: Id;
  readonly data: DataOf<Contract>;
  readonly correlationId?: Id;
  readonly at?: Instant;
  readonly jurisdiction?: string;
}

/** The same bytes and ids in every delivery. */
export function messagesOf(facts: readonly HostileFact[]): Map<HostileFact, BusMessage> {
  const sequences = new Map<string, number>();
  return new Map(
    facts.map((fact, index) => {
      const stream = `${fact.contract.topic}/${fact.subject}`;
      const sequence = (sequences.get(stream) ?? 0) + 1;
      sequences.set(stream, sequence);
      return [fact, messageOf(fact, index, sequence)];
    }),
  );
}

function messageOf(fact: HostileFact, index: number, sequence: number): BusMessage {
  const { contract, subject, data } = fact;
  const id = formatUuid(createHash('sha1').update(`${contract.type} ${subject} ${index}`).digest(), 5);
  return toMessage(
    {
      specversion: '1.0',
      id,
      source: `goufu/${contract.context}`,
      type: contract.type,
      subject,
      time: fact.at ?? '2026-03-02T01:00:00.000Z',
      sequence,
      jurisdiction: fact.jurisdiction ?? '510104',
      actorid: `service:${contract.context}`,
      classification: contract.classification,
      correlationid: fact.correlationId ?? subject,
    },
    JSON.stringify(contract.schema.parse(data)),
  );
}
