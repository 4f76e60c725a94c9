import { stuckMoneyCleared, stuckMoneyRaised, type DataOf } from '@goufu/contracts';
import { addDays, endOfDay, localDateOf, type Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, scheduleTask, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { readWaiting } from '../get-stuck-money/stuck-money.js';
import type { WaitingAmount } from '../get-stuck-money/waiting-amount.js';
import { clearSettledReconciliation, raiseOverdueReconciliation, RECONCILIATION_ITEMS } from './overdue-reconciliation.js';

export const FIND_STUCK_MONEY = 'find-stuck-money';

interface Open {
  readonly subject_id: Id;
  readonly stage: string;
}

/** At the end of each day: money, and what the treasury's books do not explain, is told once when it waits too long, and again when it moves. */
@Injectable()
export class FindStuckMoneyTask extends DueTaskHandler<object> {
  readonly kind = FIND_STUCK_MONEY;

  async run(task: DueTask<object>, tx: Tx): Promise<void> {
    const overdue = (await readWaiting(tx, { jurisdiction: 'CN' }, tx.now)).filter((amount) => amount.overdue);
    const open = await tx.query<Open>(`SELECT subject_id, stage FROM stuck_money WHERE cleared_at IS NULL AND stage <> ALL ($1)`, [RECONCILIATION_ITEMS]);
    const keyOf = (subject: string, stage: string) => `${subject}/${stage}`;
    const known = new Set(open.map((row) => keyOf(row.subject_id, row.stage)));
    const still = new Set(overdue.map((amount) => keyOf(amount.subjectId, amount.stage)));
    for (const row of open) if (!still.has(keyOf(row.subject_id, row.stage))) await clear(tx, row);
    for (const amount of overdue) if (!known.has(keyOf(amount.subjectId, amount.stage))) await raise(tx, amount);
    await clearSettledReconciliation(tx);
    await raiseOverdueReconciliation(tx);
    const today = localDateOf(tx.now);
    // After a pause of days it looks again this evening.
    const next = task.dueAt < endOfDay(today) ? today : addDays(today, 1);
    scheduleTask(tx, { kind: FIND_STUCK_MONEY, key: 'daily', dueAt: endOfDay(next), payload: {} });
  }
}

async function raise(tx: Tx, amount: WaitingAmount): Promise<void> {
  const { subjectId, stage, purchaseId, contractId, agencyOrgId, trancheId, amountFen, since, owner } = amount;
  // Suspended entries and refused files are told of by what they are, not by a tranche.
  if (!purchaseId || !contractId || !agencyOrgId || !trancheId || amountFen === undefined || stage === 'refused-file') return;
  const [row] = await tx.query<{ jurisdiction: string }>(`SELECT jurisdiction FROM contract WHERE id = $1`, [contractId]);
  const jurisdiction = row?.jurisdiction ?? tx.jurisdiction;
  await tx.query(`INSERT INTO stuck_money (subject_id, stage, jurisdiction, raised_at) VALUES ($1, $2, $3, $4)`, [subjectId, stage, jurisdiction, tx.now]);
  tx.record({
    contract: stuckMoneyRaised,
    subject: purchaseId,
    jurisdiction,
    data: {
      subject: subjectId,
      stage,
      contractId,
      agencyOrgId,
      trancheId,
      fen: amountFen,
      since,
      waitingFor: [...amount.waitingFor],
      owner,
      nextActions: [...amount.nextActions],
    },
  });
}

async function clear(tx: Tx, { subject_id, stage }: Open): Promise<void> {
  await tx.query(`UPDATE stuck_money SET cleared_at = $3 WHERE subject_id = $1 AND stage = $2 AND cleared_at IS NULL`, [subject_id, stage, tx.now]);
  const [tranche] = await tx.query<{ tranche_id: Id; purchase_id: Id; contract_id: Id; agency_org_id: Id; amount_fen: string; jurisdiction: string }>(
    `SELECT id AS tranche_id, purchase_id, contract_id, agency_org_id, amount_fen, jurisdiction FROM tranche WHERE id = $1
     UNION ALL SELECT tranche_id, purchase_id, contract_id, agency_org_id, claimed_fen, jurisdiction FROM clawback_case WHERE id = $1`,
    [subject_id],
  );
  if (!tranche) return;
  const { tranche_id: trancheId, purchase_id, contract_id: contractId, agency_org_id: agencyOrgId, amount_fen: fen, jurisdiction } = tranche;
  tx.record({
    contract: stuckMoneyCleared,
    subject: purchase_id,
    jurisdiction,
    data: { subject: subject_id, stage: stage as DataOf<typeof stuckMoneyCleared>['stage'], contractId, agencyOrgId, trancheId, fen },
  });
}
