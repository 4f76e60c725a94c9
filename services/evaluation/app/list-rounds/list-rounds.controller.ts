import { listEvaluationRounds, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input, pageFrom, positionOf } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { readRounds } from '../persistence/read-rounds.js';
import { Reader } from '../persistence/reader.js';
import { roundView } from '../views.js';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

@Controller()
export class ListRoundsController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listEvaluationRounds)
  async list(@Input() { query }: RouteInput<typeof listEvaluationRounds>, @Caller() caller: Caller) {
    const { contractId, stage, limit } = query;
    const after = query.after === undefined ? undefined : positionOf(position, query.after);
    const rounds = await readRounds(this.reader, caller, { contractId, stages: stage && [stage], after, limit: limit + 1 });
    return pageFrom(rounds, limit, roundView, ({ plannedDue, id }) => [plannedDue, id]);
  }
}
