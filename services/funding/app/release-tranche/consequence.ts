import type { Cause } from '@goufu/persistence';
import type { TrancheFact } from '../../domain/tranche/tranche.facts.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';

/** What one command did to one tranche, and the fact of another context that led to it, if one did. */
export interface Consequence {
  /** As it stands after the whole command. */
  readonly tranche: StoredTranche;
  readonly fact: TrancheFact;
  readonly causedBy: Cause | undefined;
}
