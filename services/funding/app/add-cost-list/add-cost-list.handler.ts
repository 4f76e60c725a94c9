import type { addCostList, RouteInput } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { refusalsOf } from '@goufu/kernel';
import { inScope, UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { lockTranche } from '../persistence/tranche.repository.js';

const refuse = refusalsOf('cost-list', {
  'unknown-tranche': { kind: 'not-found', zh: '没有这笔款项', en: 'there is no such tranche' },
  'already-paid': { kind: 'conflict', rule: 'R118', zh: '该笔款项已支付或正在支付', en: 'this tranche is paid or being paid' },
  'month-used': { kind: 'conflict', rule: 'R118', field: 'month', zh: '该月份的费用清单已提交', en: 'the cost list of this month has been handed in' },
});

/** The agency hands in the cost list of a month, with wage table and on-post list: for contracts that are settled monthly (R118). */
@Injectable()
export class AddCostListHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params: { trancheId }, body: { month, sha256 } }: RouteInput<typeof addCostList>, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const tranche = await lockTranche(tx, trancheId);
      if (!tranche || tranche.agencyOrgId !== caller.orgId || !inScope(caller.scope, tranche.jurisdiction)) return refuse('unknown-tranche');
      if (tranche.stage !== 'committed' && tranche.stage !== 'payable') return refuse('already-paid');
      const costListId = newId();
      const { contractId, jurisdiction } = tranche;
      const added = await tx.query(
        `INSERT INTO cost_list (id, tranche_id, contract_id, jurisdiction, month, sha256, added_by, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (contract_id, month) DO NOTHING RETURNING id`,
        [costListId, trancheId, contractId, jurisdiction, month, sha256, caller.actorId, tx.now],
      );
      return added.length === 0 ? refuse('month-used') : { costListId, trancheId, month, sha256 };
    });
  }
}
