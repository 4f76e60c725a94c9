import { factByType, type FactContract } from '@goufu/contracts';
import { envelopeOf, type ReceivedMessage } from '@goufu/messaging';
import type { Placed } from '../persistence/dossier.repository.js';
import { rankingConsumers } from '../rank-agencies/ranking-consumers.js';
import type { StatedBy } from '../rank-agencies/evidence-of.js';

type EvidenceOf = (fact: StatedBy<FactContract>) => Placed;

const evidenceByType = new Map(
  rankingConsumers.map((Consumer) => {
    const { contract, evidenceOf } = new Consumer();
    return [contract.type, evidenceOf as EvidenceOf];
  }),
);

/** What a message says to the ranking: nothing when it is of another kind. Throws when it cannot be read. */
export function evidenceIn(message: ReceivedMessage): Placed | undefined {
  const { id, type, jurisdiction, time } = envelopeOf(message.headers);
  const evidenceOf = evidenceByType.get(type);
  const contract = factByType(type);
  return evidenceOf && contract && evidenceOf({ id, jurisdiction, time, data: contract.schema.parse(JSON.parse(message.value)) });
}
