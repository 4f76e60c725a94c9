import { isRefusal, unreachable, type Decider, type Decision, type Instant, type Refusal } from '@goufu/kernel';
import type { TemplateContent } from '../template/template-content.js';
import type { Entry, Reopening, SheetContent } from './sheet-content.js';
import type { SheetCommand } from './sheet.commands.js';
import type { SheetFact } from './sheet.facts.js';
import { refuseSheet } from './sheet.refusals.js';
import { validateComplete, validateEntries } from './validate-entries.js';

/**
 * The sheet of one evaluator in one revision of a round. Scored alone and locked on signature (R54). In a later revision
 * it starts from what was signed before, and only the indicators that were opened again may change.
 */
export interface SheetState {
  readonly status: 'blank' | 'draft' | 'signed';
  readonly content: SheetContent;
  readonly template: TemplateContent;
  /** Whether the round takes scores now. */
  readonly roundOpen: boolean;
  /** The evaluator's declaration of interest (R110). */
  readonly interest: 'undeclared' | 'none' | 'recused' | 'replaced';
  /** Set in a later revision: what may change against `signedBefore`. */
  readonly reopened?: (Reopening & { readonly signedBefore: SheetContent }) | undefined;
  readonly signedAt?: Instant | undefined;
}

/** A sheet's initial state depends on its round, so that there is no `initial`. */
export const sheet: Omit<Decider<SheetState, SheetCommand, SheetFact>, 'initial'> = {
  decide(command, state) {
    const closed = refusalToScore(state);
    if (closed) return closed;
    return command.kind === 'save' ? save(command.content, state) : sign(command.at, state);
  },
  evolve(state, fact) {
    switch (fact.kind) {
      case 'sheet-saved':
        return { ...state, status: 'draft', content: fact.content };
      case 'sheet-signed':
        return { ...state, status: 'signed', signedAt: fact.at };
      default:
        return unreachable(fact);
    }
  },
};

function refusalToScore(state: SheetState): Refusal | undefined {
  if (state.status === 'signed') return refuseSheet('locked');
  if (!state.roundOpen) return refuseSheet('round-not-open');
  if (state.interest === 'undeclared') return refuseSheet('interest-not-declared');
  return state.interest === 'none' ? undefined : refuseSheet('recused');
}

function save(content: SheetContent, state: SheetState): Decision<SheetFact> {
  const wrong = validateEntries(content, state.template) ?? refusalToTouch(content, state);
  return isRefusal(wrong) ? wrong : [{ kind: 'sheet-saved', content }];
}

function sign(at: Instant, state: SheetState): Decision<SheetFact> {
  const wrong = validateComplete(state.content, state.template);
  return isRefusal(wrong) ? wrong : [{ kind: 'sheet-signed', at }];
}

/** After an appeal or a correction, what was not opened again stays as it was signed (R59). */
function refusalToTouch(content: SheetContent, { reopened }: SheetState): Refusal | undefined {
  if (!reopened) return undefined;
  const { indicators, signedBefore } = reopened;
  if (!reopened.vetoes && !sameVetoes(content, signedBefore)) return refuseSheet('not-reopened', { field: '/vetoes' });
  const codes = new Set([...Object.keys(content.entries), ...Object.keys(signedBefore.entries)]);
  for (const code of codes) {
    if (indicators.includes(code) || sameEntry(content.entries[code], signedBefore.entries[code])) continue;
    return refuseSheet('not-reopened', { field: `/entries/${code}`, indicator: code });
  }
  return undefined;
}

const sameVetoes = (a: SheetContent, b: SheetContent): boolean => codesOf(a) === codesOf(b);
const codesOf = ({ vetoes }: SheetContent): string =>
  vetoes
    .map(({ code }) => code)
    .toSorted()
    .join();

const sameEntry = (a: Entry | undefined, b: Entry | undefined): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
const canonical = (entry: Entry | undefined) =>
  entry && Object.entries(entry).filter(([, value]) => value !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1));
