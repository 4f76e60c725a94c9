import { trancheSupplemented } from '@goufu/contracts';
import { type Fen, fold, isRefusal, sumFen, wireFen } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { sliceOver } from '../../domain/ledger/posting.js';
import { decide, evolve, openSupplement } from '../../domain/tranche/tranche.js';
import type { TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { insertSupplement, nextTrancheNo, saveCovers } from '../persistence/supplement.repository.js';
import type { StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from '../release-tranche/consequence.js';
import { Funds } from '../release-tranche/funds.js';

/** A new tranche with what its evidence leads to at once. */
export interface Supplement {
  /** The tranche that it begins above, with what it keeps. */
  readonly base: StoredTranche;
  readonly tranche: StoredTranche;
  readonly consequences: readonly Consequence[];
}

/**
 * Raises what a paid tranche owes beyond what it keeps: a tranche of its own, with the same conditions and evidence, so that it is
 * requested, approved, paid, held and taken back like any other (R123). What of it was refunded is committed anew, and what the line
 * cannot pay waits for it. `funds` are shared by supplements that are written together.
 */
export async function supplementTranche(tx: Tx, tranche: StoredTranche, keeps: Fen, causedBy: Cause | undefined, funds = new Funds(tx)): Promise<Supplement> {
  const raised = decide({ kind: 'raise-supplement', keeps }, tranche);
  if (isRefusal(raised)) throw new Error(`tranche ${tranche.id}: ${raised.en}`);
  const kept = { ...tranche, ...fold(evolve, tranche, raised) };
  await saveCovers(tx, kept);
  const { contractId, purchaseId, agencyOrgId, jurisdiction } = tranche;
  const opened: StoredTranche = {
    ...openSupplement(causedId(tranche.id, `supplement/${kept.revision}`), tranche, keeps),
    contractId,
    purchaseId,
    agencyOrgId,
    jurisdiction,
    no: await nextTrancheNo(tx, contractId),
    shareBp: 0,
    allocations: sliceOver(keeps, tranche.covers - keeps, tranche.allocations),
    supplements: tranche.id,
  };
  await insertSupplement(tx, opened);
  const read = decide({ kind: 'reread' }, opened);
  if (isRefusal(read)) throw new Error(read.en);
  const facts = await funds.settle(opened, read);
  const supplement = { ...opened, ...fold(evolve, opened, facts) };
  const granted = grantedBy(read);
  if (granted > 0n) tx.record({
    contract: trancheSupplemented,
    subject: purchaseId,
    jurisdiction,
    ...(causedBy ? { causedBy } : {}),
    data: { trancheId: opened.id, trancheNo: opened.no, supplements: tranche.id, contractId, agencyOrgId, fen: wireFen(granted), rules: ['R123'], evidenceIds: evidenceOf(read) },
  });
  return { base: kept, tranche: supplement, consequences: facts.map((fact) => ({ tranche: supplement, fact, causedBy })) };
}

/** What it comes to, also when it must wait for its line first. */
const grantedBy = (facts: readonly TrancheFact[]): Fen => sumFen(facts.flatMap((fact) => (fact.kind === 'released' ? [fact.amount] : [])));

const evidenceOf = (facts: readonly TrancheFact[]) => facts.flatMap((fact) => (fact.kind === 'released' ? [...fact.evidenceIds] : []));
