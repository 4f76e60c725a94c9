import { closeBudgetYear, previewYearClosing, type RouteInput } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { localDateOf, type Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { CloseBudgetYearHandler } from './close-budget-year.handler.js';
import { readYearEnd } from './year-end-view.js';

@Controller()
export class CloseBudgetYearController {
  constructor(
    @Inject(CloseBudgetYearHandler) private readonly handler: CloseBudgetYearHandler,
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Implements(previewYearClosing)
  async preview(@Input() { params: { year } }: RouteInput<typeof previewYearClosing>, @Caller() { scope }: Caller) {
    const profile = profileFor(scope.jurisdiction, `${year}-12-31`);
    const key = 'budget.carry_over_years';
    const surplus = { afterYears: profile.get(key), source: profile.sourceOf(key).source };
    return { year, thisYear: Number(localDateOf(this.clock.now()).slice(0, 4)), surplus, items: await readYearEnd(this.reader, scope, year) };
  }

  @Implements(closeBudgetYear)
  async close(@Input() input: RouteInput<typeof closeBudgetYear>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
