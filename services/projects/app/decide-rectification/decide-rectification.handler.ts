import { rectificationAccepted, rectificationFailed, type acceptRectification, type failRectification, type RouteInput } from '@goufu/contracts';
import { isRefusal, type Id } from '@goufu/kernel';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { RectificationCommand } from '../../domain/rectification/rectification.commands.js';
import type { RectificationFact } from '../../domain/rectification/rectification.facts.js';
import { rectification as rectifications } from '../../domain/rectification/rectification.js';
import { actorOf, inRectification } from '../in-project.js';
import { readRectification } from '../persistence/read-rectifications.js';
import { saveRectification, type StoredRectification } from '../persistence/rectification.repository.js';
import { about, rectificationRefOf } from '../published-facts.js';

/** The purchaser accepts a rectification, or says why it failed (R109). */
@Injectable()
export class DecideRectificationHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  accept({ params }: RouteInput<typeof acceptRectification>, caller: Caller) {
    return this.decide(params.rectificationId, caller, (tx) => ({ kind: 'accept', by: actorOf(caller), at: tx.now }));
  }

  fail({ params, body }: RouteInput<typeof failRectification>, caller: Caller) {
    return this.decide(params.rectificationId, caller, (tx) => ({ kind: 'fail', reasons: body.reasons, by: actorOf(caller), at: tx.now }));
  }

  private decide(rectificationId: Id, caller: Caller, command: (tx: Tx) => RectificationCommand) {
    return inRectification(this.unitOfWork, caller, rectificationId, async (tx, rectification) => {
      const facts = rectifications.decide(command(tx), rectification);
      if (isRefusal(facts)) return facts;
      await saveRectification(tx, rectification.id, facts);
      recordDecided(tx, rectification, facts);
      return readRectification(tx, rectification.project.id, rectification.id);
    });
  }
}

function recordDecided(tx: Tx, rectification: StoredRectification, facts: readonly RectificationFact[]): void {
  const { project, grade } = rectification;
  const data = { ...rectificationRefOf(rectification), grade };
  for (const fact of facts) {
    if (fact.kind === 'rectification-accepted') tx.record({ contract: rectificationAccepted, ...about(project), data });
    if (fact.kind === 'rectification-failed') {
      tx.record({ contract: rectificationFailed, ...about(project), data: { ...data, reasons: [...fact.reasons] } });
    }
  }
}
