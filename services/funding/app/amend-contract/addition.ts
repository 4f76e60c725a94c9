import type { ContractTerms } from '@goufu/contracts';
import { profileFor } from '@goufu/jurisdiction';
import { type Fen, localDateOf, parseFen, sumFen, type Id } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import { inScope, type Cause, type Tx } from '@goufu/persistence';
import { addition, grow } from '../../domain/addition/addition.js';
import { withLaterYears } from '../../domain/commitment/later-years.js';
import { commitAvailable, type Allocation } from '../../domain/ledger/posting.js';
import { openTranche } from '../../domain/tranche/tranche.js';
import { askForLaterYears } from '../commit-later-year/ask-for-later-years.js';
import { attemptsAllowed, commitmentsFor } from '../commit-contract/commit-contract.handler.js';
import { lockLines, type StoredLine } from '../persistence/budget-line.repository.js';
import { commitmentsOf, continuationsOf, growCommitments, insertCommitments, type StoredCommitment } from '../persistence/commitment.repository.js';
import type { StoredContract } from '../persistence/contract.repository.js';
import { post } from '../persistence/ledger.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';

export interface Refused {
  readonly reason: 'not-reserved' | 'short' | 'split-differs' | 'above-cap';
  readonly short: Fen;
}

/** What a supplement binds in addition, and all tranches as they are then. */
interface PlannedAddition {
  readonly commitments: readonly StoredCommitment[];
  readonly added: readonly Allocation[];
  readonly tranches: readonly StoredTranche[];
}

/** Decides what a supplement adds, with the lines that pay it locked. The contract's tranches are locked before. */
export async function planAddition(tx: Tx, terms: ContractTerms, contract: StoredContract, tranches: readonly StoredTranche[]): Promise<PlannedAddition | Refused> {
  const commitments = await commitmentsOf(tx, contract.id);
  const locked = await lockLines(tx, [...new Set([...terms.budgetSplit.map(({ lineId }) => lineId), ...commitments.map(({ lineId }) => lineId)])]);
  const lines = locked.filter(({ jurisdiction }) => inScope({ jurisdiction }, contract.jurisdiction));
  const wanted = commitmentsFor(terms, laterParts(terms, lines)).map((part) => asKnown(part, commitments));
  const decided = addition(
    {
      originalPrice: contract.originalPrice,
      price: parseFen(contract.priceFen),
      commitments,
      tranches: tranches.map(({ id, amount, covers, stage }) => ({ id, amount, decided: stage !== 'committed' || covers !== amount })),
    },
    { price: parseFen(terms.priceFen), commitments: wanted, tranches: terms.tranches.map(({ trancheId, no, fen }) => ({ id: trancheId, no, amount: parseFen(fen) })) },
    profileFor(contract.jurisdiction, localDateOf(tx.now)).get('contract.additions_cap'),
  );
  if (decided.kind === 'refused') return { reason: decided.reason, short: decided.over };
  const refused = objectionOf(decided.commitments, commitments, lines);
  if (refused) return refused;
  const more = new Map(decided.tranches.map((tranche) => [tranche.id, tranche]));
  const shares = new Map(terms.tranches.map(({ trancheId, bp }) => [trancheId, bp]));
  const grown = tranches.map((tranche) => {
    const grows = more.get(tranche.id);
    if (!grows) return tranche;
    const amount = tranche.amount + grows.more;
    return { ...tranche, amount, covers: amount, shareBp: shares.get(tranche.id) ?? tranche.shareBp, allocations: grow(tranche.allocations, grows.parts) };
  });
  return { commitments, added: decided.commitments, tranches: [...grown, ...newTranches(tx, terms, contract, grown, more)] };
}

/** Parts of the split that lie in a later year of their line. */
const laterParts = (terms: ContractTerms, lines: readonly StoredLine[]) =>
  terms.budgetSplit
    .filter((part) => lines.some(({ id, year }) => id === part.lineId && year < part.year))
    .map(({ lineId, year, fen }) => ({ lineId, year, amount: parseFen(fen) }));

/** A commitment that is there keeps its line: a later year that was made is paid by the line of that year. */
function asKnown(part: Allocation, known: readonly StoredCommitment[]): Allocation {
  const before = known.find(({ commitmentId }) => commitmentId === part.commitmentId);
  if (!before) return part;
  const { commitmentId, lineId, year, foreseen } = before;
  return { commitmentId, lineId, year, amount: part.amount, ...(foreseen ? { foreseen } : {}) };
}

/**
 * Why the lines cannot pay it: an addition is the same subject (R67), so it comes from the lines of the contract; from others, closed ones
 * and years that are committed already it is not reserved.
 */
function objectionOf(added: readonly Allocation[], known: readonly StoredCommitment[], lines: readonly StoredLine[]): Refused | undefined {
  const barred = added.filter(({ lineId, year, commitmentId, foreseen }) => {
    const line = lines.find(({ id }) => id === lineId);
    const isNew = !known.some((one) => one.commitmentId === commitmentId);
    if (!line || line.closed || !known.some((one) => one.lineId === lineId)) return true;
    return foreseen ? isNew && known.some((one) => one.year === year && !one.foreseen) : line.year !== year;
  });
  if (barred.length > 0) return { reason: 'not-reserved', short: sumFen(barred.map(({ amount }) => amount)) };
  const lacks = added.filter(({ foreseen }) => !foreseen).map(({ lineId, amount }) => amount - (lines.find(({ id }) => id === lineId)?.available ?? 0n));
  const short = sumFen(lacks.filter((fen) => fen > 0n));
  return short > 0n ? { reason: 'short', short } : undefined;
}

function newTranches(tx: Tx, terms: ContractTerms, contract: StoredContract, known: readonly StoredTranche[], more: ReadonlyMap<Id, { readonly parts: readonly Allocation[] }>): StoredTranche[] {
  const fresh = terms.tranches.filter(({ trancheId }) => !known.some(({ id }) => id === trancheId));
  return fresh.map(({ trancheId, no, bp, fen, conditions, payFactors }) => {
    const allocations = more.get(trancheId)?.parts ?? [];
    const agreed = { conditions: withLaterYears(conditions, [], allocations), payFactors, attemptsAllowed: attemptsAllowed(contract.jurisdiction, tx.now) };
    const { id: contractId, purchaseId, agencyOrgId, jurisdiction } = contract;
    return { ...openTranche({ id: trancheId, amount: parseFen(fen), terms: agreed }), contractId, purchaseId, agencyOrgId, jurisdiction, no, shareBp: bp, allocations };
  });
}

/** Binds what is added: Available → Committed. Answers everything that the contract is bound to then. */
export async function writeAddition(tx: Tx, contract: StoredContract, revision: number, { commitments, added }: PlannedAddition, causedBy: Cause): Promise<Allocation[]> {
  const { id, purchaseId, jurisdiction } = contract;
  const isKnown = ({ commitmentId }: Allocation) => commitments.some((one) => one.commitmentId === commitmentId);
  await growCommitments(tx, added.filter(isKnown));
  await insertCommitments(tx, id, jurisdiction, added.filter((part) => !isKnown(part)));
  const transfers = added.filter(({ foreseen }) => !foreseen).flatMap(commitAvailable);
  post(tx, [{ eventId: causedId(id, `committed/${revision}`), reason: 'addition', purchaseId, jurisdiction, transfers }]);
  const later = added.filter(({ foreseen }) => foreseen);
  for (const line of await continuationsOf(tx, later.map(({ lineId }) => lineId))) await askForLaterYears(tx, line.id, `${id}/${revision}`, causedBy);
  return commitmentsOf(tx, id);
}
