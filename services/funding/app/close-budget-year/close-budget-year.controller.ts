import { closeBudgetYear, previewYearClosing, type RouteInput } from '@goufu/contracts';
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
  ) {}

  @Implements(previewYearClosing)
  async preview(@Input() { params: { year } }: RouteInput<typeof previewYearClosing>, @Caller() { scope }: Caller) {
    return { year, items: await readYearEnd(this.reader, scope, year) };
  }

  @Implements(closeBudgetYear)
  async close(@Input() input: RouteInput<typeof closeBudgetYear>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }
}
