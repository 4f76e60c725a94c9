import { deliverableAccepted, deliverableReturned, type acceptDeliverable, type returnDeliverable, type RouteInput } from '@goufu/contracts';
import { isRefusal, type Id } from '@goufu/kernel';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { DeliverableCommand } from '../../domain/deliverable/deliverable.commands.js';
import type { DeliverableFact } from '../../domain/deliverable/deliverable.facts.js';
import { deliverable as deliverables } from '../../domain/deliverable/deliverable.js';
import { actorOf, inDeliverable } from '../in-project.js';
import { loadDeliverable, saveDeliverable, type StoredDeliverable } from '../persistence/deliverable.repository.js';
import { about, deliverableRefOf } from '../published-facts.js';
import { deliverableView } from '../views.js';
import { reachMilestones } from './reach-milestones.js';

/** The purchaser accepts or returns what was handed in; the last acceptance of a milestone reaches it (R68). */
@Injectable()
export class DecideDeliverableHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  accept({ params: { deliverableId, version } }: RouteInput<typeof acceptDeliverable>, caller: Caller) {
    return this.decide(deliverableId, caller, (tx) => ({ kind: 'accept', version, by: actorOf(caller), at: tx.now }));
  }

  return({ params: { deliverableId, version }, body }: RouteInput<typeof returnDeliverable>, caller: Caller) {
    return this.decide(deliverableId, caller, (tx) => ({ kind: 'return', version, reasons: body.reasons, by: actorOf(caller), at: tx.now }));
  }

  private decide(deliverableId: Id, caller: Caller, command: (tx: Tx) => DeliverableCommand) {
    return inDeliverable(this.unitOfWork, caller, deliverableId, async (tx, deliverable) => {
      const facts = deliverables.decide(command(tx), deliverable);
      if (isRefusal(facts)) return facts;
      await saveDeliverable(tx, deliverable, facts);
      recordDecided(tx, deliverable, facts);
      const reached = await reachMilestones(tx, deliverable.project);
      const after = await loadDeliverable(tx, deliverable.project, deliverable.id);
      return { ...deliverableView(after), milestoneReached: reached.includes(after.milestoneCode) };
    });
  }
}

function recordDecided(tx: Tx, deliverable: StoredDeliverable, facts: readonly DeliverableFact[]): void {
  for (const fact of facts) {
    const data = deliverableRefOf(deliverable, fact.version);
    if (fact.kind === 'deliverable-accepted') tx.record({ contract: deliverableAccepted, ...about(deliverable.project), data });
    if (fact.kind === 'deliverable-returned') {
      tx.record({ contract: deliverableReturned, ...about(deliverable.project), data: { ...data, reasons: [...fact.reasons] } });
    }
  }
}
