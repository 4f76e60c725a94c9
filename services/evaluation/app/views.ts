import type { PanelMember } from '../domain/round/panel.js';
import type { StoredResult } from './persistence/result.repository.js';
import type { StoredRound } from './persistence/round.repository.js';

/** What the routes answer; their contracts drop whatever is not declared. */

export const roundView = (round: StoredRound) => ({
  roundId: round.id,
  purchaseId: round.purchaseId,
  contractId: round.contractId,
  agency: { orgId: round.agencyOrgId, nameZh: round.agencyNameZh },
  evaluationCode: round.evaluationCode,
  kind: round.kind,
  attempt: round.attempt,
  revision: round.revision,
  stage: round.stage,
  weightBp: round.weightBp,
  plannedDue: round.plannedDue,
  due: round.due,
  jurisdiction: round.jurisdiction,
});

export const memberView = ({ evaluatorId, orgId, party, interest, signed }: PanelMember) => ({ evaluatorId, orgId, party, interest, signed });

export const resultView = (result: StoredResult) => ({ ...result, resultId: result.id, vetoes: [...result.vetoes], byParty: [...result.byParty], byIndicator: [...result.byIndicator] });
