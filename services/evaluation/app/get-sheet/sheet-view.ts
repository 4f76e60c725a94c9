import type { SheetState } from '../../domain/sheet/sheet.js';
import type { StoredRound } from '../persistence/round.repository.js';
import { sha256Of } from '../persistence/sheet.repository.js';

export const sheetView = (round: Pick<StoredRound, 'id' | 'revision'>, evaluatorId: string, state: Pick<SheetState, 'status' | 'content' | 'signedAt'>) => ({
  roundId: round.id,
  revision: round.revision,
  evaluatorId,
  status: state.status,
  content: state.content,
  signedAt: state.signedAt,
  ...(state.status === 'signed' ? { sha256: sha256Of(state.content) } : {}),
});
