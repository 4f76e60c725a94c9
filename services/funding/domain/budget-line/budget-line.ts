import { type Decision, type Fen, unreachable } from '@goufu/kernel';
import type { BudgetLineCommand } from './budget-line.commands.js';
import type { BudgetLineFact } from './budget-line.facts.js';
import { refuseBudgetLine as refuse } from './budget-line.refusals.js';

/** What was appropriated for one purpose in one fiscal year (R10). */
export interface BudgetLine {
  readonly appropriated: Fen;
  /** Counts changes, so that two officers cannot overwrite each other. */
  readonly revision: number;
}

export const unopened: BudgetLine = { appropriated: 0n, revision: 0 };

export function decide(command: BudgetLineCommand, line: BudgetLine): Decision<BudgetLineFact> {
  switch (command.kind) {
    case 'open':
      return command.amount > 0n ? [{ kind: 'opened', amount: command.amount }] : refuse('nothing-appropriated');
    case 'change': {
      if (command.revision !== line.revision) return refuse('changed-meanwhile', { revision: line.revision });
      const delta = command.amount - line.appropriated;
      if (delta === 0n) return [];
      if (command.available + delta < 0n) return refuse('below-bound', { availableFen: command.available.toString() });
      return [{ kind: 'changed', amount: command.amount, delta, revision: line.revision + 1 }];
    }
    default:
      return unreachable(command);
  }
}

export function evolve(line: BudgetLine, fact: BudgetLineFact): BudgetLine {
  switch (fact.kind) {
    case 'opened':
      return { appropriated: fact.amount, revision: 1 };
    case 'changed':
      return { appropriated: fact.amount, revision: fact.revision };
    default:
      return unreachable(fact);
  }
}
