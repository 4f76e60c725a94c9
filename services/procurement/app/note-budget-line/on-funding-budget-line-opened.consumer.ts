import { budgetLineOpened } from '@goufu/contracts';
import { APPLIED, bring, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { insertLine } from '../persistence/budget-line.repository.js';

/** A purchase can be planned on the line (R10). */
@Injectable()
export class OnFundingBudgetLineOpened extends SingleFactConsumer<typeof budgetLineOpened> {
  readonly contract = budgetLineOpened;

  async handleOne({ data, jurisdiction }: FactRecord<typeof budgetLineOpened>, tx: Tx): Promise<Outcome> {
    await insertLine(tx, data, jurisdiction);
    bring(tx, 'budget-line', data.lineId);
    return APPLIED;
  }
}
