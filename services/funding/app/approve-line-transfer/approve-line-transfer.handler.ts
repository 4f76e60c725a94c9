import { budgetLineChanged } from '@goufu/contracts';
import { fold, isRefusal, wireFen, type Fen, type Id } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import { inScope, regionPrefix, UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { moveBetween } from '../../domain/ledger/posting.js';
import { decide, evolve } from '../../domain/line-transfer/line-transfer.js';
import { refuseLineTransfer } from '../../domain/line-transfer/line-transfer.refusals.js';
import { askForLaterYears } from '../commit-later-year/ask-for-later-years.js';
import { saveLine, type StoredLine } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';
import {
  insertLineTransferApproval, lineTransfersOf, lockLineTransfer, setLineTransferState, type StoredLineTransfer,
} from '../persistence/line-transfer.repository.js';
import { lineTransferView } from '../request-line-transfer/line-transfer-view.js';
import { lockSides } from '../request-line-transfer/lock-sides.js';

/** Others than the requester decide about a transfer between lines; the last approval moves the money in one posting (R124). */
@Injectable()
export class ApproveLineTransferHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  approve(transferId: Id, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const transfer = await lockLineTransfer(tx, transferId);
      if (!transfer || !inScope(caller.scope, transfer.jurisdiction)) return refuseLineTransfer('unknown');
      const { from, to } = await lockSides(tx, transfer.fromLine, transfer.toLine);
      if (!from || !to) return refuseLineTransfer('unknown-line');
      const decided = decide({ kind: 'approve', from, to, by: caller.actorId }, transfer);
      if (isRefusal(decided)) return decided;
      for (const fact of decided) {
        if (fact.kind === 'approved') await insertLineTransferApproval(tx, transfer, fact.by);
      }
      if (fold(evolve, transfer, decided).state === 'effected') await move(tx, transfer, from, to);
      return shown(tx, transfer, caller);
    });
  }

  decline(transferId: Id, reason: string, caller: Caller) {
    return this.unitOfWork.run(caller.work(), async (tx) => {
      const transfer = await lockLineTransfer(tx, transferId);
      if (!transfer || !inScope(caller.scope, transfer.jurisdiction)) return refuseLineTransfer('unknown');
      const decided = decide({ kind: 'decline', by: caller.actorId }, transfer);
      if (isRefusal(decided)) return decided;
      await setLineTransferState(tx, transferId, 'declined', reason);
      return shown(tx, transfer, caller);
    });
  }
}

async function move(tx: Tx, { id, jurisdiction, amount, reason }: StoredLineTransfer, from: StoredLine, to: StoredLine): Promise<void> {
  await setLineTransferState(tx, id, 'effected');
  const transfers = moveBetween({ lineId: from.id, year: from.year }, { lineId: to.id, year: to.year }, amount);
  post(tx, [{ eventId: causedId(id, 'effected'), reason: 'line-transfer', jurisdiction, transfers }]);
  await change(tx, from, -amount, reason);
  await change(tx, to, amount, reason);
  await askForLaterYears(tx, to.id, `transfer/${id}`);
}

/** The appropriation itself moved, and everybody who knows the line is told. */
async function change(tx: Tx, line: StoredLine, delta: Fen, reason: string): Promise<void> {
  const { id: lineId, year, jurisdiction } = line;
  const appropriated = line.appropriated + delta;
  await saveLine(tx, lineId, { ...line, appropriated, revision: line.revision + 1 });
  tx.record({ contract: budgetLineChanged, subject: lineId, jurisdiction, data: { lineId, year, fen: wireFen(appropriated), deltaFen: wireFen(delta), reason } });
}

async function shown(tx: Tx, { id, jurisdiction }: StoredLineTransfer, caller: Caller) {
  const [transfer] = await lineTransfersOf(tx, regionPrefix(jurisdiction), id);
  return transfer ? lineTransferView(transfer, caller.actorId) : refuseLineTransfer('unknown');
}
