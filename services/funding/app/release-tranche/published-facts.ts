import { trancheCancelled, trancheForfeited, trancheReleased, trancheWithheld, type DataOf, type FactContract } from '@goufu/contracts';
import { chinaCalendar, deadline, profileFor } from '@goufu/jurisdiction';
import { localDateOf, unreachable, wireFen, type Instant } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { NewFact } from '@goufu/persistence';
import { splitOver } from '../../domain/ledger/posting.js';
import type { Allocation } from '../../domain/ledger/posting.js';
import type { Shortage } from '../../domain/tranche/tranche.facts.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';

/** What of a consequence others are told. Evidence, moves and reversals are funding's own; what follows a reversal, or a correction, is told. */
export function publishedFactsOf({ tranche, fact, causedBy }: Consequence): NewFact[] {
  const told = <Contract extends FactContract>(contract: Contract, data: DataOf<Contract>): NewFact[] => [
    { contract, data, subject: tranche.purchaseId, jurisdiction: tranche.jurisdiction, ...(causedBy ? { causedBy } : {}) },
  ];
  const { id: trancheId, no: trancheNo, contractId, agencyOrgId } = tranche;
  const about = { trancheId, trancheNo, contractId, agencyOrgId };
  switch (fact.kind) {
    case 'released':
    case 'hold-lifted': {
      const { amount, deducted, factorBp, revision, rules, evidenceIds } = fact;
      const parts = wireParts(splitOver(amount, tranche.allocations));
      const sums = { fen: wireFen(amount), deductedFen: wireFen(deducted), factorBp, parts };
      return told(trancheReleased, { ...about, ...sums, revision, rules: [...rules], evidenceIds: [...evidenceIds], waitingFor: [] });
    }
    case 'withheld':
    case 'held': {
      const { revision, rules, waitingFor } = fact;
      const takenBack = fact.kind === 'withheld' && fact.takenBack;
      return told(trancheWithheld, { ...about, revision, fen: wireFen(tranche.amount), takenBack, rules: [...rules], waitingFor: [...waitingFor] });
    }
    case 'fell-short':
      return fact.told ? told(trancheWithheld, { ...about, revision: fact.revision, fen: wireFen(tranche.amount), takenBack: false, rules: ['R115'], waitingFor: [lacking(fact.short)] }) : [];
    case 'forfeited': {
      const { amount, revision, rules, evidenceIds } = fact;
      // The grade no longer reaches up to the supplement; what was lost is told of the tranche itself.
      if (tranche.part) return told(trancheCancelled, { ...about, revision, fen: wireFen(amount), reason: 'result-revised', rules: [...rules] });
      return told(trancheForfeited, { ...about, revision, fen: wireFen(amount), rules: [...rules], evidenceIds: [...evidenceIds] });
    }
    case 'cancelled': {
      const { amount, reason, revision, rules } = fact;
      return told(trancheCancelled, { ...about, revision, fen: wireFen(amount), reason, rules: [...rules] });
    }
    case 'correction-due':
    case 'evidence-kept':
    case 'terms-amended':
    case 'moved':
    case 'release-reversed':
    case 'contract-ended':
    case 'uncommitted':
    case 'recommitted':
    case 'replenished':
    case 'shortage-over':
    case 'set-off':
    case 'part-returned':
    case 'supplement-raised':
      return [];
    default:
      return unreachable(fact);
  }
}

/** All conditions are met, and the line is short of money. */
export const lacking = ({ lineId, lacks }: Shortage) => ({ condition: 'sufficient-commitment' as const, of: lineId, rule: 'R115', lacksFen: wireFen(lacks) });

/** One case per tranche and revision, on every retry the same. */
export const correctionId = ({ id }: Pick<StoredTranche, 'id'>, revision: number) => causedId(id, `correction/${revision}`);

/** The agency is heard before money is asked back (R123). */
export function replyUntil({ jurisdiction }: Pick<StoredTranche, 'jurisdiction'>, now: Instant) {
  const from = localDateOf(now);
  return deadline({ from, ...profileFor(jurisdiction, from).get('clawback.reply_days') }, chinaCalendar).due;
}

/** Allocations as others read them. */
export const wireParts = (parts: readonly Allocation[]) =>
  parts.map(({ commitmentId, lineId, year, amount }) => ({ commitmentId, lineId, year, fen: wireFen(amount) }));
