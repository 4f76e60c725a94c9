import { deliverableSubmitted } from '@goufu/contracts';
import { isRefusal, type Id, type Refusal } from '@goufu/kernel';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller, UploadedFile } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { DeliverableFact } from '../../domain/deliverable/deliverable.facts.js';
import { deliverable as deliverables, refusalToSubmit } from '../../domain/deliverable/deliverable.js';
import { FileStore } from '../files/file-store.js';
import { withReceivedFile } from '../files/receive-file.js';
import { actorOf, asking, inDeliverable, sending } from '../in-project.js';
import { loadDeliverable, saveDeliverable, type StoredDeliverable } from '../persistence/deliverable.repository.js';
import { insertFile } from '../persistence/file.repository.js';
import { about, deliverableRefOf } from '../published-facts.js';
import { deliverableView } from '../views.js';

/** The agency hands in a file as the next version of a deliverable. The file is received before the transaction begins. */
@Injectable()
export class SubmitDeliverableHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  /** Why nothing needs to be received. A repeated request is not asked: its first answer waits under its key. */
  async refusal(deliverableId: Id, caller: Caller): Promise<Refusal | undefined> {
    if (caller.work().idempotency) return undefined;
    const answer = await inDeliverable(this.unitOfWork, asking(caller), deliverableId, async (_tx, found) => refusalToSubmit(found) ?? found);
    return isRefusal(answer) ? answer : undefined;
  }

  execute(deliverableId: Id, upload: UploadedFile<unknown>, caller: Caller) {
    return withReceivedFile(this.store, upload, (receipt) =>
      inDeliverable(this.unitOfWork, sending(caller, receipt.sha256), deliverableId, async (tx, deliverable) => {
        const file = receipt.file(caller.actorId, tx.now);
        const facts = deliverables.decide({ kind: 'submit', file, by: actorOf(caller), at: tx.now }, deliverable);
        if (isRefusal(facts)) return facts;
        await receipt.keep();
        await insertFile(tx, deliverable.project, file);
        await saveDeliverable(tx, deliverable, facts);
        recordSubmitted(tx, deliverable, facts);
        return deliverableView(await loadDeliverable(tx, deliverable.project, deliverable.id));
      }),
    );
  }
}

function recordSubmitted(tx: Tx, deliverable: StoredDeliverable, facts: readonly DeliverableFact[]): void {
  for (const fact of facts) {
    if (fact.kind !== 'deliverable-submitted') continue;
    const { sha256, mediaType, sizeBytes } = fact.file;
    tx.record({
      contract: deliverableSubmitted,
      ...about(deliverable.project),
      data: { ...deliverableRefOf(deliverable, fact.version), sha256, mediaType, sizeBytes },
    });
  }
}
