import { listEvaluationsWaiting } from '@goufu/contracts';
import { Caller, Implements } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { readAppeals, readResults, readRounds } from '../persistence/read-rounds.js';
import { Reader } from '../persistence/reader.js';
import { roundView } from '../views.js';
import { actionsOf } from './actions-of.js';

const MOST = 200;

@Controller()
export class ListWaitingController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listEvaluationsWaiting)
  async list(@Caller() caller: Caller) {
    const rounds = await readRounds(this.reader, caller, { stages: ['ready', 'open', 'computed', 'notified', 'appealed'], limit: MOST });
    const ids = rounds.map(({ id }) => id);
    const [results, appeals] = await Promise.all([readResults(this.reader, caller, ids), readAppeals(this.reader, ids)]);
    return {
      items: rounds.flatMap((round) => {
        const result = results.findLast(({ roundId }) => roundId === round.id);
        const appeal = appeals.find(({ resultId }) => resultId === result?.id);
        return actionsOf(caller, round, result, appeal).map((action) => ({ ...action, round: roundView(round) }));
      }),
    };
  }
}
