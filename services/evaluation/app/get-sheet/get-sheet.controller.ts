import { getMyScoreSheet, listScoreSheets, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseRound } from '../../domain/round/round.refusals.js';
import { refuseSheet } from '../../domain/sheet/sheet.refusals.js';
import { readRound } from '../persistence/read-rounds.js';
import { Reader } from '../persistence/reader.js';
import { loadSheet, readSignedSheets } from '../persistence/sheet.repository.js';
import { sheetView } from './sheet-view.js';

/** Everybody reads their own sheet; all are read together, once the last one is signed (R54). */
@Controller()
export class GetSheetController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getMyScoreSheet)
  async getMine(@Input() { params }: RouteInput<typeof getMyScoreSheet>, @Caller() caller: Caller) {
    const round = await readRound(this.reader, caller, params.roundId);
    if (!round) return refuseRound('not-found');
    const state = await loadSheet(this.reader, round, caller.actorId);
    return state ? sheetView(round, caller.actorId, state) : refuseSheet('not-yours');
  }

  @Implements(listScoreSheets)
  async list(@Input() { params }: RouteInput<typeof listScoreSheets>, @Caller() caller: Caller) {
    const round = await readRound(this.reader, caller, params.roundId);
    if (!round) return refuseRound('not-found');
    if (round.status !== 'concluded') return refuseSheet('sealed');
    const sheets = await readSignedSheets(this.reader, round);
    return { items: sheets.map(({ evaluatorId, ...sheet }) => sheetView(round, evaluatorId, sheet)) };
  }
}
