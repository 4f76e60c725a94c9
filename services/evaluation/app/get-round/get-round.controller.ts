import { getEvaluationRound, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseRound } from '../../domain/round/round.refusals.js';
import { shapeOf } from '../list-templates/list-templates.controller.js';
import { readAppeals, readResults, readRound } from '../persistence/read-rounds.js';
import { Reader } from '../persistence/reader.js';
import { memberView, resultView, roundView } from '../views.js';

/** The agency sees what it is scored by and its results, not who scores. */
@Controller()
export class GetRoundController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getEvaluationRound)
  async get(@Input() { params }: RouteInput<typeof getEvaluationRound>, @Caller() caller: Caller) {
    const round = await readRound(this.reader, caller, params.roundId);
    if (!round) return refuseRound('not-found');
    const [results, appeals] = await Promise.all([readResults(this.reader, caller, [round.id]), readAppeals(this.reader, [round.id])]);
    return {
      round: roundView(round),
      template: { templateId: round.templateId, version: round.templateVersion, content: shapeOf(round.template) },
      panel: caller.scope.orgId === undefined ? round.members.map(memberView) : [],
      results: results.map(resultView),
      appeals,
    };
  }
}
