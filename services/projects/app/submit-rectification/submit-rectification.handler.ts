import { rectificationSubmitted, type RouteInput, type submitRectification } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { cancelTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { rectification as rectifications } from '../../domain/rectification/rectification.js';
import { refuseRectification } from '../../domain/rectification/rectification.refusals.js';
import { FLAG_LATE_RECTIFICATION } from '../flag-late-rectification/task.js';
import { actorOf, inRectification } from '../in-project.js';
import { filesOf } from '../persistence/file.repository.js';
import { readRectification } from '../persistence/read-rectifications.js';
import { saveRectification } from '../persistence/rectification.repository.js';
import { about, rectificationRefOf } from '../published-facts.js';

/** The agency reports what it put right, with the files that prove it (R109). */
@Injectable()
export class SubmitRectificationHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof submitRectification>, caller: Caller) {
    return inRectification(this.unitOfWork, caller, params.rectificationId, async (tx, rectification) => {
      const { project, id } = rectification;
      const fileIds = [...new Set(body.fileIds)];
      if ((await filesOf(tx, project.id, fileIds)).length < fileIds.length) return refuseRectification('file-unknown');
      const facts = rectifications.decide({ kind: 'submit', textZh: body.textZh, fileIds, by: actorOf(caller), at: tx.now }, rectification);
      if (isRefusal(facts)) return facts;
      await saveRectification(tx, id, facts);
      await cancelTask(tx, FLAG_LATE_RECTIFICATION, id);
      for (const fact of facts) {
        if (fact.kind !== 'rectification-submitted') continue;
        const data = { ...rectificationRefOf(rectification), version: fact.version, evidenceIds: fileIds };
        tx.record({ contract: rectificationSubmitted, ...about(project), data });
      }
      return readRectification(tx, project.id, id);
    });
  }
}
