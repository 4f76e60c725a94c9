import type { Barred, Part } from './reservation.facts.js';

export type ReservationCommand =
  /** `available` has one entry per line and year that exists; a missing one is an unknown line. */
  | { readonly kind: 'reserve'; readonly asks: readonly Part[]; readonly available: readonly Part[]; readonly barred: readonly Barred[] }
  | { readonly kind: 'release' }
  /** The contract takes `used`; what it leaves over goes back. */
  | { readonly kind: 'use'; readonly used: readonly Part[] };
