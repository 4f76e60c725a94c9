import { getEvaluationPlan, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { overallScoreBp } from '../../domain/plan/plan.js';
import { refusePlan } from '../../domain/plan/plan.refusals.js';
import { readResults, readRounds } from '../persistence/read-rounds.js';
import { Reader } from '../persistence/reader.js';
import { roundView } from '../views.js';

/** A contract has a handful of evaluations; this many is never reached. */
const ALL = 100;

@Controller()
export class GetPlanController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getEvaluationPlan)
  async get(@Input() { params }: RouteInput<typeof getEvaluationPlan>, @Caller() caller: Caller) {
    const rounds = await readRounds(this.reader, caller, { contractId: params.contractId, limit: ALL });
    const [first] = rounds;
    const [plan] = await this.reader.query<{ status: 'active' | 'suspended' | 'terminated'; revision: number }>(
      'SELECT status, revision FROM evaluation_plan WHERE contract_id = $1',
      [params.contractId],
    );
    if (!first || !plan) return refusePlan('not-found');
    const published = rounds.filter(({ stage }) => stage === 'published');
    const results = await readResults(this.reader, caller, published.map(({ id }) => id));
    const scored = published.flatMap(({ id, weightBp }) =>
      results.filter(({ roundId, status }) => roundId === id && status === 'published').map(({ scoreBp }) => ({ weightBp, scoreBp })),
    );
    return { contractId: first.contractId, purchaseId: first.purchaseId, ...plan, rounds: rounds.map(roundView), overallScoreBp: overallScoreBp(scored) };
  }
}
