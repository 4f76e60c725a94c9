import { commitmentRecorded, commitmentRefused, type ContractTerms } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { endOfDay, fold, isRefusal, localDateOf, parseFen, startOfDay, type Id } from '@goufu/kernel';
import { APPLIED, bring, causedId, hasTold, REFUSED, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { allocate } from '../../domain/commitment/commitment.js';
import { withLaterYears } from '../../domain/commitment/later-years.js';
import { commit, type Allocation } from '../../domain/ledger/posting.js';
import { asked, decide, evolve } from '../../domain/reservation/reservation.js';
import type { Part, ReservationFact } from '../../domain/reservation/reservation.facts.js';
import { decide as decideTranche, evolve as evolveTranche, openTranche } from '../../domain/tranche/tranche.js';
import { continuationsOf, insertCommitments } from '../persistence/commitment.repository.js';
import { findContract, insertContract } from '../persistence/contract.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { lockReservation, setReservationState, type StoredReservation } from '../persistence/reservation.repository.js';
import { insertTranches, type StoredTranche } from '../persistence/tranche.repository.js';
import { DATE_REACHED } from '../release-tranche/date-reached.task.js';
import { wireParts } from '../release-tranche/published-facts.js';
import { writeConsequences } from '../release-tranche/write-consequences.js';
import { askForLaterYears } from '../commit-later-year/ask-for-later-years.js';
import { giveBackReserved, laterOf, partOf, totalOf } from '../reserve-budget/reserve-budget.handler.js';
import { FIND_STUCK_MONEY } from '../find-stuck-money/find-stuck-money.task.js';

/** A contract as it was signed, and the fact that said so. */
export interface SignedContract {
  readonly purchaseId: Id;
  readonly terms: ContractTerms;
  readonly causedBy: Cause;
}

/**
 * Binds a signed contract to the budget that pays for it: Reserved → Committed per budget line and fiscal year (R126), the
 * surplus back to the lines, and its tranches with what pays each. What waited for the contract is woken.
 */
@Injectable()
export class CommitContractHandler {
  /** Records `commitment-recorded`, or `commitment-refused` with the reason. */
  async commit(signed: SignedContract, tx: Tx): Promise<Outcome> {
    const { purchaseId, terms, causedBy } = signed;
    if (await findContract(tx, terms.contractId)) return APPLIED;
    const reservation = await lockReservation(tx, purchaseId);
    const [fact] = decide({ kind: 'use', used: terms.budgetSplit.map(partOf) }, reservation ?? asked);
    if (reservation && fact?.kind === 'used') {
      await setReservationState(tx, { ...reservation, ...fold(evolve, reservation, [fact]) });
      await record(tx, signed, reservation, fact);
      return APPLIED;
    }
    // A refusal leaves no other trace: where the inbox has forgotten its cause, it is not told again.
    if (await hasTold(tx, commitmentRefused, purchaseId, causedBy.id)) return REFUSED;
    const refused = fact?.kind === 'use-refused' ? fact : { reason: 'not-reserved' as const, shortFen: parseFen(terms.priceFen) };
    const data = { contractId: terms.contractId, purchaseId, revision: terms.revision, reason: refused.reason, shortFen: refused.shortFen.toString() };
    tx.record({ contract: commitmentRefused, subject: purchaseId, causedBy, data });
    return REFUSED;
  }
}

async function record(tx: Tx, { purchaseId, terms, causedBy }: SignedContract, reservation: StoredReservation, { surplus }: ReservationFact & { kind: 'used' }): Promise<void> {
  const { contractId, revision } = terms;
  const { jurisdiction } = causedBy;
  const commitments = commitmentsFor(terms, reservation.later);
  const made = commitments.filter(({ foreseen }) => !foreseen);
  const foreseen = commitments.filter((part) => part.foreseen);
  await insertContract(tx, purchaseId, jurisdiction, terms);
  await insertCommitments(tx, contractId, jurisdiction, commitments);
  const tranches = tranchesOf({ purchaseId, terms, causedBy }, commitments, attemptsAllowed(jurisdiction, tx.now));
  await insertTranches(tx, tranches);
  const transfers = made.flatMap((part) => commit(reservation.id, part));
  post(tx, [{ eventId: causedId(contractId, `committed/${revision}`), reason: 'committed', purchaseId, jurisdiction, transfers }]);
  tx.record({
    contract: commitmentRecorded,
    subject: purchaseId,
    jurisdiction,
    causedBy,
    data: { contractId, purchaseId, revision, parts: wireParts(made), fen: totalOf(made), ...laterOf(foreseen), returnedFen: totalOf(surplus) },
  });
  await giveBackReserved(tx, reservation, surplus, 'surplus', causedBy);
  await scheduleDates(tx, terms, causedBy);
  for (const line of await continuationsOf(tx, foreseen.map(({ lineId }) => lineId))) await askForLaterYears(tx, line.id, contractId, causedBy);
  await readFirst(tx, tranches, causedBy);
  bring(tx, 'contract', contractId);
}

/** What nothing has to happen for is owed at once: that no appeal is open is true from the beginning. */
async function readFirst(tx: Tx, opened: readonly StoredTranche[], causedBy: Cause): Promise<void> {
  const read = opened.map((tranche) => {
    const facts = decideTranche({ kind: 'reread' }, tranche);
    if (isRefusal(facts)) throw new Error(facts.en);
    return { facts, tranche: { ...tranche, ...fold(evolveTranche, tranche, facts) } };
  });
  await writeConsequences(tx, read.map(({ tranche }) => tranche), read.flatMap(({ tranche, facts }) => facts.map((fact) => ({ tranche, fact, causedBy }))));
}

/** One commitment per line and year of the split; those that only a later year can pay are foreseen (R126). */
export const commitmentsFor = ({ contractId, budgetSplit }: ContractTerms, later: readonly Part[]): Allocation[] =>
  budgetSplit.map((part) => ({
    ...partOf(part),
    commitmentId: causedId(contractId, `commitment/${part.lineId}/${part.year}`),
    ...(later.some(({ lineId, year }) => lineId === part.lineId && year === part.year) ? { foreseen: true } : {}),
  }));

/** The first evaluation and the re-evaluations that the profile allows (R109). */
export const attemptsAllowed = (jurisdiction: string, at: string): number => 1 + profileFor(jurisdiction, localDateOf(at)).get('eval.reevaluations');

function tranchesOf({ purchaseId, terms, causedBy }: SignedContract, commitments: readonly Allocation[], allowed: number): StoredTranche[] {
  const inOrder = terms.tranches.toSorted((a, b) => a.no - b.no);
  const allocations = allocate(
    inOrder.map(({ fen }) => parseFen(fen)),
    commitments,
  );
  return inOrder.map((tranche, i) => ({
    ...openTranche({
      id: tranche.trancheId,
      amount: parseFen(tranche.fen),
      terms: { conditions: withLaterYears(tranche.conditions, [], allocations[i] ?? []), payFactors: tranche.payFactors, attemptsAllowed: allowed },
    }),
    contractId: terms.contractId,
    purchaseId,
    agencyOrgId: terms.agency.orgId,
    jurisdiction: causedBy.jurisdiction,
    no: tranche.no,
    shareBp: tranche.bp,
    allocations: allocations[i] ?? [],
  }));
}

/** Dates among the conditions become due tasks; and from now on somebody looks daily for money that is stuck. */
async function scheduleDates(tx: Tx, { contractId, tranches }: ContractTerms, causedBy: Cause): Promise<void> {
  const dates = new Set(tranches.flatMap(({ conditions }) => conditions.flatMap((condition) => (condition.kind === 'date' ? [condition.on] : []))));
  for (const on of dates) scheduleTask(tx, { kind: DATE_REACHED, key: `${contractId}/${on}`, dueAt: startOfDay(on), payload: { contractId, on }, causedBy });
  scheduleTask(tx, { kind: FIND_STUCK_MONEY, key: 'daily', dueAt: endOfDay(localDateOf(tx.now)), payload: {} });
}
