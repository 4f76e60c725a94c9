import { budgetLineChanged } from '@goufu/contracts';
import { APPLIED, waitingFor, SingleFactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { changeLine } from '../persistence/budget-line.repository.js';

/** The line has another appropriation from now on. */
@Injectable()
export class OnFundingBudgetLineChanged extends SingleFactConsumer<typeof budgetLineChanged> {
  readonly contract = budgetLineChanged;

  async handleOne({ data }: FactRecord<typeof budgetLineChanged>, tx: Tx): Promise<Outcome> {
    return (await changeLine(tx, data.lineId, data.fen)) ? APPLIED : waitingFor('budget-line', data.lineId);
  }
}
