import { type Fen, shareOf, unreachable } from '@goufu/kernel';
import type { Assessment } from './assessment.js';
import { finalityOf, type Reading, type Standing } from './finality.js';
import type { Stage, Tranche } from './standing.js';

/** How far the payment order of a tranche is, as far as it matters to its money. */
export type OrderProgress = 'none' | 'approved-once' | 'approved' | 'unknown' | 'returned';

/** The column of the finality matrix in which a tranche stands. */
export function standingOf({ stage, withheldFor }: Pick<Tranche, 'stage' | 'withheldFor'>, progress: OrderProgress = 'none'): Standing {
  const waits = withheldFor.length > 0;
  switch (stage) {
    case 'committed':
      return waits ? 'withheld' : 'committed';
    case 'payable':
      if (waits) return 'held';
      return progress === 'none' || progress === 'unknown' ? 'payable' : progress;
    case 'in-transit':
      return progress === 'unknown' ? 'unknown' : 'in-transit';
    case 'disbursed':
    case 'forfeited':
    case 'cancelled':
      return stage;
    default:
      return unreachable(stage);
  }
}

/** It is owed and nothing holds it: a payment order may be made. */
export const mayBeOrdered = (tranche: Tranche): boolean => finalityOf(standingOf(tranche), 'resumed').outcome === 'proceed';

/** Something of it is owed, on its way, or paid. */
export const isReleased = (stage: Stage): boolean => stage === 'payable' || stage === 'in-transit' || stage === 'disbursed';

/** What the evidence grants of the tranche: of a part, what reaches above what lies below it. */
export function dueOf({ amount, covers, part }: Pick<Tranche, 'amount' | 'covers' | 'part'>, assessment: Assessment): Fen {
  if (assessment.kind !== 'release') return 0n;
  const due = shareOf(part?.whole ?? amount, assessment.factorBp) - (part?.above ?? 0n);
  if (due < 0n) return 0n;
  return due < covers ? due : covers;
}

/** What the agency has of the tranche, or will have: owed or paid, with what is asked back or added. */
export const grantedOf = ({ released, corrected }: Pick<Tranche, 'released' | 'corrected'>): Fen => released + corrected;

/** The row of the finality matrix: what the evidence says, compared with what was granted before. */
export function readingOf(tranche: Tranche, assessment: Assessment): Reading {
  switch (assessment.kind) {
    case 'wait':
      return 'incomplete';
    case 'withhold':
      if (assessment.appealed) return 'appealed';
      // Nobody rectifies or evaluates again under a contract that is over.
      return tranche.ended ? 'lost' : 'against';
    case 'forfeit':
      return 'lost';
    case 'release': {
      const due = dueOf(tranche, assessment);
      // The grade does not reach up to this part.
      if (due === 0n && tranche.part) return 'lost';
      if (!isReleased(tranche.stage)) return due === tranche.amount ? 'whole' : 'part';
      const granted = grantedOf(tranche);
      if (due === granted) return 'same';
      return due > granted ? 'more' : 'less';
    }
    default:
      return unreachable(assessment);
  }
}
