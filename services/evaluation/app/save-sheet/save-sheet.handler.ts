import type { RouteInput, saveScoreSheet } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { sheet } from '../../domain/sheet/sheet.js';
import { refuseSheet } from '../../domain/sheet/sheet.refusals.js';
import { sheetView } from '../get-sheet/sheet-view.js';
import { inRound } from '../in-round.js';
import { loadSheet, saveSheet } from '../persistence/sheet.repository.js';

/** Keeps a draft; only its evaluator ever sees it. */
@Injectable()
export class SaveSheetHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof saveScoreSheet>, caller: Caller) {
    return inRound(this.unitOfWork, caller, params.roundId, async (tx, round) => {
      const before = await loadSheet(tx, round, caller.actorId);
      if (!before) return refuseSheet('not-yours');
      const facts = sheet.decide({ kind: 'save', content: body }, before);
      if (isRefusal(facts)) return facts;
      const after = fold(sheet.evolve, before, facts);
      await saveSheet(tx, round, caller.actorId, after, facts);
      return sheetView(round, caller.actorId, after);
    });
  }
}
