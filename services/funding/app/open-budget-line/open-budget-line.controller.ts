import { listBudgetLines, openBudgetLine, type RouteInput } from '@goufu/contracts';
import { localDateOf, type Clock } from '@goufu/kernel';
import { CLOCK } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { Reader } from '../persistence/reader.js';
import { readLines } from './line-view.js';
import { OpenBudgetLineHandler } from './open-budget-line.handler.js';

@Controller()
export class OpenBudgetLineController {
  constructor(
    @Inject(OpenBudgetLineHandler) private readonly handler: OpenBudgetLineHandler,
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Implements(openBudgetLine)
  async open(@Input() input: RouteInput<typeof openBudgetLine>, @Caller() caller: Caller) {
    return this.handler.execute(input, caller);
  }

  @Implements(listBudgetLines)
  async list(@Input() { query }: RouteInput<typeof listBudgetLines>, @Caller() { scope }: Caller) {
    return { thisYear: Number(localDateOf(this.clock.now()).slice(0, 4)), items: await readLines(this.reader, scope, query) };
  }
}
