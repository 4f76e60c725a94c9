import type {
  clawbackRaised,
  clawbackSettled,
  ClawbackRaised,
  ContractTerms,
  contractTerminated,
  DataOf,
  FactContract,
  ResultPublished,
  trancheForfeited,
  TrancheReleased,
  TrancheWithheld,
} from '@goufu/contracts';
import type { FactRecord } from '@goufu/messaging';
import { localDateOf } from '@goufu/kernel';
import type { ContractEvidence, FaultEvidence, ResultEvidence } from '../../domain/ranking/evidence.js';
import type { Placed } from '../persistence/dossier.repository.js';

/** What the ranking takes of a fact's envelope, and its payload. */
export interface Stated<Data> extends Pick<FactRecord, 'id' | 'jurisdiction' | 'time'> {
  readonly data: Data;
}

export type StatedBy<Contract extends FactContract> = Stated<DataOf<Contract>>;

export const contractEvidence = ({ id, jurisdiction, data }: Stated<ContractTerms>): Placed<ContractEvidence> => ({
  kind: 'contract',
  factId: id,
  jurisdiction,
  revision: data.revision,
  contractId: data.contractId,
  category: data.category,
  agencyOrgId: data.agency.orgId,
  agencyNameZh: data.agency.nameZh,
  from: data.term.from,
  to: data.term.to,
  weights: Object.fromEntries(data.evaluationPlan.map(({ code, weightBp }) => [code, weightBp])),
});

export const resultEvidence = ({ id, jurisdiction, data }: Stated<ResultPublished>): Placed<ResultEvidence> => ({
  kind: 'result',
  factId: id,
  jurisdiction,
  revision: data.revision,
  contractId: data.contractId,
  roundId: data.roundId,
  resultId: data.resultId,
  evaluationCode: data.evaluationCode,
  evaluationKind: data.kind,
  attempt: data.attempt,
  scoreBp: data.scoreBp,
  on: localDateOf(data.publishedAt),
});

const fault = (
  { id, jurisdiction }: Stated<unknown>,
  about: Pick<FaultEvidence, 'fault' | 'id' | 'contractId' | 'revision' | 'stands' | 'on'>,
): Placed<FaultEvidence> => ({ kind: 'fault', factId: id, jurisdiction, ...about });

type TrancheDecided = DataOf<typeof trancheForfeited> | TrancheReleased | TrancheWithheld;

/** Of all that is decided about a tranche only its loss counts, while no later revision takes it back: late payment never does. */
const trancheEvidence = (fact: Stated<TrancheDecided>, stands: boolean): Placed<FaultEvidence> => {
  const { trancheId, contractId, revision } = fact.data;
  return fault(fact, { fault: 'forfeit', id: trancheId, contractId, revision, stands, on: localDateOf(fact.time) });
};
export const forfeitEvidence = (fact: StatedBy<typeof trancheForfeited>) => trancheEvidence(fact, true);
export const noForfeitEvidence = (fact: Stated<TrancheReleased | TrancheWithheld>) => trancheEvidence(fact, false);

/** Money asked back because a contract ends early is no fault by itself; whose fault the ending was, its termination says. */
const isFault = ({ ground }: Pick<ClawbackRaised, 'ground'>): boolean => ground !== 'early-termination';

export const clawbackRaisedEvidence = (fact: StatedBy<typeof clawbackRaised>) => {
  const { caseId, contractId } = fact.data;
  return fault(fact, { fault: 'clawback', id: caseId, contractId, revision: 1, stands: isFault(fact.data), on: localDateOf(fact.time) });
};

/** A case that was waived is no fault any more; one that was paid back or offset remains one. */
export const clawbackSettledEvidence = (fact: StatedBy<typeof clawbackSettled>) => {
  const { caseId, contractId, outcome, settledAt } = fact.data;
  return fault(fact, { fault: 'clawback', id: caseId, contractId, revision: 2, stands: outcome !== 'waived' && isFault(fact.data), on: localDateOf(settledAt) });
};

export const terminationEvidence = (fact: StatedBy<typeof contractTerminated>) => {
  const { contractId, effectiveOn } = fact.data;
  return fault(fact, { fault: 'termination', id: contractId, contractId, revision: 1, stands: fact.data.fault === 'agency', on: effectiveOn });
};
