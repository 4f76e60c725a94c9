import { tenderVoided } from '@goufu/contracts';
import { fold } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { TenderFact } from '../domain/tender/tender.facts.js';
import { tender as tenders } from '../domain/tender/tender.js';
import type { TenderOfPurchase } from './in-purchase.js';
import { movePurchase } from './move-purchase.js';
import { saveTender } from './persistence/tender.repository.js';

/** Writes what happened to a tender; one that became void takes its purchase along and is told to everybody (R44, R45). */
export async function saveTenderFacts(tx: Tx, { purchase, tender }: TenderOfPurchase, facts: readonly TenderFact[]): Promise<TenderOfPurchase> {
  for (const fact of facts) await saveTender(tx, tender.id, fact);
  const after = { ...tender, ...fold(tenders.evolve, tender, facts) };
  const voided = facts.find((fact) => fact.kind === 'voided');
  if (!voided) return { purchase, tender: after };
  const { reason, rule, retender } = voided;
  const changed = await movePurchase(tx, purchase, { kind: 'note-void', retender });
  tx.record({ contract: tenderVoided, subject: purchase.id, jurisdiction: purchase.jurisdiction, data: { tenderId: tender.id, reason, rule, retender, voidedAt: tx.now } });
  return { purchase: changed, tender: { ...after, voided: { reason, rule } } };
}
