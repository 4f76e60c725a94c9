import { isRefusal, type Id, type Refusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller, UploadedFile } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { refusalToRectify } from '../../domain/rectification/rectification.js';
import { FileStore } from '../files/file-store.js';
import { withReceivedFile } from '../files/receive-file.js';
import { asking, inRectification, sending } from '../in-project.js';
import { insertFile } from '../persistence/file.repository.js';

/** The agency uploads evidence; the submission that follows names it. */
@Injectable()
export class AttachRectificationFileHandler {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(FileStore) private readonly store: FileStore,
  ) {}

  /** Why nothing needs to be received; see `SubmitDeliverableHandler`. */
  async refusal(rectificationId: Id, caller: Caller): Promise<Refusal | undefined> {
    if (caller.work().idempotency) return undefined;
    const answer = await inRectification(this.unitOfWork, asking(caller), rectificationId, async (_tx, found) => refusalToRectify(found) ?? found);
    return isRefusal(answer) ? answer : undefined;
  }

  execute(rectificationId: Id, upload: UploadedFile<unknown>, caller: Caller) {
    return withReceivedFile(this.store, upload, (receipt) =>
      inRectification(this.unitOfWork, sending(caller, receipt.sha256), rectificationId, async (tx, rectification) => {
        const refusal = refusalToRectify(rectification);
        if (refusal) return refusal;
        const file = receipt.file(caller.actorId, tx.now);
        await receipt.keep();
        await insertFile(tx, rectification.project, file);
        return file;
      }),
    );
  }
}
