import type { recordQuota, RouteInput } from '@goufu/contracts';
import { isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { quota } from '../../domain/quota/quota.js';
import { refuseQuota } from '../../domain/quota/quota.refusals.js';
import { inProject } from '../in-project.js';
import { insertQuotaRecord, readQuotas } from '../persistence/quota.repository.js';

/** The agency records what it delivered of a quota in the project ledger (R14, R83). */
@Injectable()
export class RecordQuotaHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof recordQuota>, caller: Caller) {
    return inProject(this.unitOfWork, caller, params.projectId, async (tx, project) => {
      const known = (await readQuotas(tx, project.id)).find(({ code }) => code === body.quotaCode);
      const state = { project, startedOn: project.startedOn, delivered: known?.delivered };
      const facts = quota.decide({ kind: 'record', entry: body, by: caller.actorId, at: tx.now }, state);
      if (isRefusal(facts)) return facts;
      for (const fact of facts) await insertQuotaRecord(tx, project, fact);
      return (await readQuotas(tx, project.id)).find(({ code }) => code === body.quotaCode) ?? refuseQuota('not-found');
    });
  }
}
