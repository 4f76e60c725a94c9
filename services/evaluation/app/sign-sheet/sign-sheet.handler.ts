import type { RouteInput, signScoreSheet } from '@goufu/contracts';
import { fold, isRefusal } from '@goufu/kernel';
import { UnitOfWork } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { round as rounds } from '../../domain/round/round.js';
import { sheet } from '../../domain/sheet/sheet.js';
import { refuseSheet } from '../../domain/sheet/sheet.refusals.js';
import { sheetView } from '../get-sheet/sheet-view.js';
import { inRound } from '../in-round.js';
import { saveRound } from '../persistence/save-round.js';
import { loadSheet, saveSheet } from '../persistence/sheet.repository.js';
import { concludeRound } from './conclude-round.js';

/** Locks a complete sheet (R54). The round's row lock makes sure that two last signatures are one after the other. */
@Injectable()
export class SignSheetHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params }: RouteInput<typeof signScoreSheet>, caller: Caller) {
    const evaluatorId = caller.actorId;
    return inRound(this.unitOfWork, caller, params.roundId, async (tx, round) => {
      const before = await loadSheet(tx, round, evaluatorId);
      if (!before) return refuseSheet('not-yours');
      const signed = sheet.decide({ kind: 'sign', at: tx.now }, before);
      if (isRefusal(signed)) return signed;
      const counted = rounds.decide({ kind: 'count-signature', evaluatorId, at: tx.now }, round);
      if (isRefusal(counted)) return counted;
      const after = fold(sheet.evolve, before, signed);
      await saveSheet(tx, round, evaluatorId, after, signed);
      await saveRound(tx, round, counted);
      const roundConcluded = counted.some(({ kind }) => kind === 'round-concluded');
      if (roundConcluded) await concludeRound(tx, round);
      return { ...sheetView(round, evaluatorId, after), roundConcluded };
    });
  }
}
