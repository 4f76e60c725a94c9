import { roundOpened } from '@goufu/contracts';
import type { Instant } from '@goufu/kernel';
import type { Cause, Tx } from '@goufu/persistence';
import { seatsOf } from '../../domain/round/panel.js';
import { envelopeOf, roundRefOf } from '../published-refs.js';
import type { StoredRound } from '../persistence/round.repository.js';

/** Tells everybody that the panel may score: when a round is opened, and when it is opened again for a later revision. */
export function recordRoundOpened(tx: Tx, round: StoredRound, opened: { readonly revision: number; readonly due: Instant; readonly panelSize?: number }, causedBy?: Cause): void {
  const panelSize = opened.panelSize ?? seatsOf(round.members).length;
  const { templateId, templateVersion } = round;
  const data = { ...roundRefOf(round), templateId, templateVersion, openedAt: tx.now, ...opened, panelSize };
  tx.record({ contract: roundOpened, ...envelopeOf(round), ...(causedBy ? { causedBy } : {}), data });
}
