import { isRefusal, type Decision, type Refusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import type { PanelCommand, PanelGround } from '../domain/panel/panel.commands.js';
import type { PanelFact } from '../domain/panel/panel.facts.js';
import { refusePanel } from '../domain/panel/panel.refusals.js';
import { panel as panels } from '../domain/panel/panel.js';
import type { TenderOfPurchase } from './in-purchase.js';
import { loadPanel, savePanel } from './persistence/panel.repository.js';
import { profileOf } from './persistence/tender.repository.js';
import { memberView } from './views.js';

/** What seats are checked against. All opened bidders count, also those that were rejected (R50). */
export const panelGround = ({ purchase, tender }: TenderOfPurchase, bidderOrgIds: readonly string[]): PanelGround => ({
  method: tender.method,
  budget: tender.budget,
  purchaserOrgId: purchase.purchaser.orgId,
  bidderOrgIds,
  profile: profileOf(tender),
});

/** Changes the panel of a tender that is being evaluated; answers it as it then is. */
export async function changePanel(tx: Tx, { tender }: TenderOfPurchase, command: PanelCommand): Promise<{ panel: ReturnType<typeof memberView>[] } | Refusal> {
  if (tender.status !== 'opened') return refusePanel(tender.status === 'open' ? 'not-opened' : 'already-scored');
  const facts: Decision<PanelFact> = panels.decide(command, await loadPanel(tx, tender.id));
  if (isRefusal(facts)) return facts;
  for (const fact of facts) await savePanel(tx, tender, fact);
  const { members } = await loadPanel(tx, tender.id);
  return { panel: members.map(memberView) };
}
