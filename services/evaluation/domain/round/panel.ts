import type { Party } from '../template/template-content.js';

/** What a member said about interests in the evaluated agency; `replaced` members have left the panel (R50, R110). */
type Interest = 'undeclared' | 'none' | 'recused' | 'replaced';

/** Who is asked to score, and for which party. The id is pseudonymous. */
export interface Nomination {
  readonly evaluatorId: string;
  readonly orgId: string;
  readonly party: Party;
}

export interface PanelMember extends Nomination {
  readonly interest: Interest;
  readonly ground?: string | undefined;
  /** Whether the sheet of the current revision is signed. */
  readonly signed: boolean;
}

export const newMember = (nomination: Nomination): PanelMember => ({ ...nomination, interest: 'undeclared', signed: false });

/** Those who still sit: a recused member holds the seat until replaced. */
export const seatsOf = (members: readonly PanelMember[]): readonly PanelMember[] => members.filter(({ interest }) => interest !== 'replaced');

/** The same people for the re-evaluation: whoever scored before, asked for their interests anew (R109). */
export const samePanel = (members: readonly PanelMember[]): Nomination[] =>
  members
    .filter(({ interest }) => interest === 'none')
    .map(({ evaluatorId, orgId, party }) => ({ evaluatorId, orgId, party }));
