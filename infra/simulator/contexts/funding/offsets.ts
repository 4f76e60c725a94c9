import { objectionToDecision, objectionToOffset } from '@goufu/funding/domain/clawback-case/offset.js';
import { decide } from '@goufu/funding/domain/tranche/tranche.js';
import { isRefusal, type Fen, type Id } from '@goufu/kernel';
import { takeRefund } from './cases.js';
import { supplementTranche } from './corrections.js';
import { voidOrders } from './orders.js';
import type { Funding, StoredOffset } from './rows.js';
import { write } from './tranches.js';
import { LineFunds } from './waiting.js';

/** Somebody proposes to take what is due from what the agency is owed; nothing moves yet. */
export function proposeOffset({ tx }: Funding, caseId: Id, trancheId: Id, amount: Fen, proposedBy: string): boolean {
  const current = tx.get('case', caseId);
  const payer = tx.get('tranche', trancheId);
  if (payer.agencyId !== current.agencyId || objectionToOffset(amount, current) || isRefusal(decide({ kind: 'set-off', amount }, payer))) return false;
  const earlier = tx.all('offset').filter((one) => one.caseId === caseId);
  if (earlier.some(({ state }) => state === 'proposed')) return false;
  const id = `${caseId}/offset/${earlier.length + 1}`;
  tx.put('offset', id, { id, caseId, trancheId, amount, proposedBy, state: 'proposed' });
  return true;
}

/** Another person decides; approved, so much of the tranche is paid without the bank, so much of the case is back, and the rest is a supplement. */
export function decideOffset(funding: Funding, id: Id, isApproved: boolean, by: string): boolean {
  const offset = funding.tx.get('offset', id);
  if (objectionToDecision(offset, by) || (isApproved && !carryOut(funding, offset))) return false;
  funding.tx.put('offset', id, { ...offset, state: isApproved ? 'approved' : 'declined', decidedBy: by });
  return true;
}

function carryOut(funding: Funding, { id, caseId, trancheId, amount }: StoredOffset): boolean {
  const { tx } = funding;
  const payer = tx.get('tranche', trancheId);
  const facts = decide({ kind: 'set-off', amount }, payer);
  if (isRefusal(facts) || objectionToOffset(amount, tx.get('case', caseId))) return false;
  voidOrders(tx, trancheId);
  for (const request of tx.all('request')) if (request.trancheId === trancheId && request.state === 'open') tx.put('request', request.id, { ...request, state: 'closed' });
  write(funding, payer, facts);
  const paid = tx.get('tranche', trancheId);
  if (paid.covers > amount) {
    const { tranche, facts: granted } = supplementTranche(funding, paid, amount, new LineFunds(tx));
    write(funding, tranche, granted);
  }
  if (takeRefund(funding, caseId, amount, `${id}/offset`) !== 0n) throw new Error(`the offset ${id} is more than ${caseId} asks for`);
  return true;
}
