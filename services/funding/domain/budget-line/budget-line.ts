import { type Decision, type Fen, unreachable } from '@goufu/kernel';
import type { BudgetLineCommand } from './budget-line.commands.js';
import type { BudgetLineFact } from './budget-line.facts.js';
import { refuseBudgetLine as refuse } from './budget-line.refusals.js';

/** What was appropriated for one purpose in one fiscal year (R10). */
export interface BudgetLine {
  readonly appropriated: Fen;
  /** Counts changes, so that two officers cannot overwrite each other. */
  readonly revision: number;
  readonly allotment: Allotment;
  /** Its year is closed: it only pays what is bound to it (R125). */
  readonly closed: boolean;
}

/** Whether an appropriation may be spent at once (一次性) or as it is allotted, by quarter or by need (分次). */
export type Allotment = 'one-off' | 'in-parts';

export const unopened: BudgetLine = { appropriated: 0n, revision: 0, allotment: 'one-off', closed: false };

export function decide(command: BudgetLineCommand, line: BudgetLine): Decision<BudgetLineFact> {
  if (command.kind === 'open') {
    return command.amount > 0n ? [{ kind: 'opened', amount: command.amount, allotment: command.allotment }] : refuse('nothing-appropriated');
  }
  if (line.closed) return refuse('closed');
  if (command.revision !== line.revision) return refuse('changed-meanwhile', { revision: line.revision });
  return command.kind === 'change' ? change(command, line) : allot(command, line);
}

/** More goes where the line's appropriation goes; less is taken from what is not allotted first. */
function change({ amount, available, unallotted }: BudgetLineCommand & { kind: 'change' }, line: BudgetLine): Decision<BudgetLineFact> {
  const delta = amount - line.appropriated;
  if (delta === 0n) return [];
  if (available + unallotted + delta < 0n) return refuse('below-bound', { availableFen: (available + unallotted).toString() });
  const ofUnallotted = delta > 0n ? (line.allotment === 'in-parts' ? delta : 0n) : -smaller(-delta, unallotted);
  return [{ kind: 'changed', amount, delta, unallotted: ofUnallotted, available: delta - ofUnallotted, revision: line.revision + 1 }];
}

function allot({ amount, unallotted }: BudgetLineCommand & { kind: 'allot' }, line: BudgetLine): Decision<BudgetLineFact> {
  if (amount <= 0n) return refuse('nothing-allotted');
  if (amount > unallotted) return refuse('over-allotted', { unallottedFen: unallotted.toString() });
  return [{ kind: 'allotted', amount, revision: line.revision + 1 }];
}

const smaller = (a: Fen, b: Fen): Fen => (a < b ? a : b);

export function evolve(line: BudgetLine, fact: BudgetLineFact): BudgetLine {
  switch (fact.kind) {
    case 'opened':
      return { appropriated: fact.amount, revision: 1, allotment: fact.allotment, closed: false };
    case 'changed':
      return { ...line, appropriated: fact.amount, revision: fact.revision };
    case 'allotted':
      return { ...line, revision: fact.revision };
    default:
      return unreachable(fact);
  }
}
