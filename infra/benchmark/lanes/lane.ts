import type { Invariant } from '../checks/invariant.js';
import type { Program } from '../world/program.js';
import type { Stack } from '../world/stack.js';

export interface LaneStart {
  readonly database: string;
  /** Before every topic and group of the run. */
  readonly prefix: string;
  /** Folder for a CPU profile; left out: none is taken. */
  readonly profile?: string | undefined;
}

/** Somebody who turns published results into released tranches. */
export interface Lane {
  readonly name: string;
  readonly start: (stack: Stack, start: LaneStart) => Promise<Program>;
  readonly invariants: readonly Invariant[];
}
