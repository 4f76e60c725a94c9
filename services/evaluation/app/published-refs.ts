import type { StoredResult } from './persistence/result.repository.js';
import type { StoredRound } from './persistence/round.repository.js';

/** What every published fact of evaluation says about its round. */
export const roundRefOf = ({ id, contractId, agencyOrgId, evaluationCode, kind, attempt }: StoredRound) => ({
  roundId: id,
  contractId,
  agencyOrgId,
  evaluationCode,
  kind,
  attempt,
});

/** What the panel's signatures added up to. */
export const resultContentOf = (round: StoredRound, { id, revision, scoreBp, grade, vetoes }: StoredResult, profileVersion: string) => ({
  ...roundRefOf(round),
  resultId: id,
  revision,
  scoreBp,
  grade,
  vetoes: [...vetoes],
  templateId: round.templateId,
  templateVersion: round.templateVersion,
  profileVersion,
});

/** Where they go: the purchase's stream, in the round's jurisdiction. */
export const envelopeOf = ({ purchaseId, jurisdiction }: StoredRound) => ({ subject: purchaseId, jurisdiction });
