/** Something that must never be, as a reader of the report understands it. `stuck` waits although nothing is wrong any more. */
export interface Violation {
  readonly kind: 'lost' | 'doubled' | 'drifted' | 'stuck';
  readonly what: string;
}

export const lost = (what: string): Violation => ({ kind: 'lost', what });
export const doubled = (what: string): Violation => ({ kind: 'doubled', what });
export const drifted = (what: string): Violation => ({ kind: 'drifted', what });
export const stuck = (what: string): Violation => ({ kind: 'stuck', what });
