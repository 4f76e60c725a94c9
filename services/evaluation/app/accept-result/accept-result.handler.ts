import type { acceptResult, RouteInput } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { result } from '../../domain/result/result.js';
import { inRoundOfResult } from '../in-round.js';
import { publishResult } from '../publish-result/publish-result.js';
import { resultView } from '../views.js';

/** The agency waives its appeal in so many words: no need to wait for the window. */
@Injectable()
export class AcceptResultHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params }: RouteInput<typeof acceptResult>, caller: Caller) {
    return inRoundOfResult(this.unitOfWork, caller, params.resultId, async (tx, of) => {
      const facts = result.decide({ kind: 'accept', byOrgId: caller.orgId, at: tx.now }, of.current);
      return isRefusal(facts) ? facts : resultView(await publishResult(tx, of, facts));
    });
  }
}
