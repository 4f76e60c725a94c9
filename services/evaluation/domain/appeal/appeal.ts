import { unreachable, type Decision } from '@goufu/kernel';
import type { AppealCommand } from './appeal.commands.js';
import type { AppealFact } from './appeal.facts.js';
import { refuseAppeal } from './appeal.refusals.js';

/** The agency's objection to a notified result. Decided by somebody who neither scored nor composed the panel (R110). */
export interface AppealState {
  readonly status: 'none' | 'filed' | 'upheld' | 'dismissed';
  readonly filedBy?: string | undefined;
  /** Everybody who ever sat on the panel, and who composed it. */
  readonly involved: readonly string[];
}

/** An appeal begins with the panel it is about, so that there is no `initial`. */
export const appeal = { decide, evolve };

function decide(command: AppealCommand, state: AppealState): Decision<AppealFact> {
  switch (command.kind) {
    case 'file':
      if (state.status !== 'none') return refuseAppeal('already-filed');
      return [{ kind: 'appeal-filed', by: command.by, grounds: command.grounds, indicators: command.indicators, at: command.at }];
    case 'decide':
      if (state.status === 'none') return refuseAppeal('not-found');
      if (state.status !== 'filed') return refuseAppeal('already-decided');
      if (command.by === state.filedBy || state.involved.includes(command.by)) return refuseAppeal('not-independent');
      return [{ kind: 'appeal-decided', by: command.by, outcome: command.outcome, reasons: command.reasons, at: command.at }];
    default:
      return unreachable(command);
  }
}

function evolve(state: AppealState, fact: AppealFact): AppealState {
  switch (fact.kind) {
    case 'appeal-filed':
      return { ...state, status: 'filed', filedBy: fact.by };
    case 'appeal-decided':
      return { ...state, status: fact.outcome };
    default:
      return unreachable(fact);
  }
}
