import type { Id } from '@goufu/kernel';
import { APPLIED, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { noteRectification, type RectificationStage } from '../persistence/rectification.repository.js';

/** A fact about a rectification, as far as evaluation cares. */
export interface RectificationRecord extends Cause {
  readonly data: { readonly rectificationId: Id; readonly resultId: Id; readonly contractId: Id };
}

/** Keeps how far a rectification is, for whoever looks at the round. */
@Injectable()
export class FollowRectificationHandler {
  async note({ data, jurisdiction }: RectificationRecord, stage: RectificationStage, tx: Tx): Promise<Outcome> {
    await noteRectification(tx, { ...data, jurisdiction, stage });
    return APPLIED;
  }
}
