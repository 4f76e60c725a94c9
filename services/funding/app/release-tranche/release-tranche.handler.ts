import { fold, isRefusal, type Id, type Instant } from '@goufu/kernel';
import { APPLIED, waitingFor, type Outcome } from '@goufu/messaging';
import type { Cause, Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import { fallShort } from '../../domain/tranche/shortfall.js';
import type { Evidence, Shortage, TrancheFact } from '../../domain/tranche/tranche.facts.js';
import { decide, evolve } from '../../domain/tranche/tranche.js';
import { postWhatFits } from '../persistence/ledger.repository.js';
import { lockTranchesOf, type StoredTranche } from '../persistence/tranche.repository.js';
import type { Consequence } from './consequence.js';
import { drawsOnLine, LineFunds, shortageOf } from './line-funds.js';
import { eventIdOf, postingOf } from './posting-of.js';
import { writePosted } from './write-consequences.js';

/** Something that happened elsewhere, reduced to what it proves about a contract. */
export interface Proof {
  /** Of the fact; of the task for a date that was reached. Known ones change nothing. */
  readonly factId: Id;
  readonly contractId: Id;
  readonly evidence: Evidence;
  /** When it happened; the fact's business time, where a fact caused it. */
  readonly at?: Instant;
  readonly causedBy?: Cause & { readonly time?: Instant };
}

/**
 * Ticks conditions. Whichever fact completes a tranche's set releases it: Committed → Payable in the ledger, and
 * `tranche-released` for everybody (architecture.md section 5). Load the set, fold pure, write the set.
 */
@Injectable()
export class ReleaseTrancheHandler {
  /** One outcome per proof. A proof about a contract that is not known yet waits for it. */
  async note(proofs: readonly Proof[], tx: Tx): Promise<Outcome[]> {
    const loaded = await lockTranchesOf(tx, [...new Set(proofs.map(({ contractId }) => contractId))]);
    const known = Map.groupBy(loaded, ({ contractId }) => contractId);
    const { outcomes, tranches, consequences } = await decideWhatFits(tx, proofs, known);
    await writePosted(tx, tranches, consequences, loaded.flatMap(({ request }) => request ?? []));
    return outcomes;
  }
}

type Contracts = ReadonlyMap<Id, readonly StoredTranche[]>;

/** Decides and posts. Where a commitment falls short, it is decided again with what the ledger said: all else stays as it was posted. */
async function decideWhatFits(tx: Tx, proofs: readonly Proof[], contracts: Contracts): Promise<Decided> {
  const short = new Map<Id, Shortage>();
  const posted = new Set<Id>();
  const funds = new LineFunds(tx);
  for (;;) {
    const decided = await decideAll(tx, proofs, contracts, short, funds.again());
    const postings = decided.consequences.flatMap(postingOf);
    const ahead = postings.filter(({ eventId }) => !posted.has(eventId));
    // The proofs are then decided in smaller sets.
    if (postings.length - ahead.length < posted.size) throw new Error('what was decided again takes back what is posted');
    const { refused, undecided } = await postWhatFits(tx, ahead);
    if (refused.size === 0) return decided;
    for (const { eventId } of ahead) if (!refused.has(eventId) && !undecided.has(eventId)) posted.add(eventId);
    for (const { tranche, fact } of decided.consequences) {
      const eventId = eventIdOf(tranche, fact);
      if (!refused.has(eventId)) continue;
      if (short.has(eventId)) throw new Error(`event ${eventId} does not fit, and nothing else can be decided`);
      short.set(eventId, await shortageOf(tx, tranche, fact));
    }
  }
}

interface Decided {
  readonly outcomes: Outcome[];
  readonly tranches: readonly StoredTranche[];
  readonly consequences: readonly Consequence[];
}

/** Folds the proofs, in order, into the tranches of their contracts. `short` are releases that the ledger could not follow. */
async function decideAll(tx: Tx, proofs: readonly Proof[], contracts: Contracts, short: ReadonlyMap<Id, Shortage>, funds: LineFunds): Promise<Decided> {
  const standing = new Map([...contracts.values()].flat().map((tranche) => [tranche.id, tranche]));
  const consequences: Consequence[] = [];
  const outcomes: Outcome[] = [];
  for (const proof of proofs) {
    const ofContract = (contracts.get(proof.contractId) ?? []).map((tranche) => standing.get(tranche.id) ?? tranche);
    outcomes.push(ofContract.length === 0 ? waitingFor('contract', proof.contractId) : APPLIED);
    for (const before of ofContract) {
      const decided = noteOne(proof, before, short, tx.now);
      if (decided.length === 0) continue;
      const facts = drawsOnLine(decided) ? await funds.settle(before, decided) : decided;
      const tranche = { ...before, ...fold(evolve, before, facts) };
      standing.set(tranche.id, tranche);
      consequences.push(...facts.map((fact) => ({ tranche, fact, causedBy: proof.causedBy })));
    }
  }
  return { outcomes, tranches: [...standing.values()], consequences };
}

/** What one proof does to one tranche of its contract. */
function noteOne({ factId, evidence, at, causedBy }: Proof, tranche: StoredTranche, short: ReadonlyMap<Id, Shortage>, now: Instant): readonly TrancheFact[] {
  const decided = decide({ kind: 'note-evidence', factId, evidence, at: at ?? causedBy?.time ?? now }, tranche);
  if (isRefusal(decided)) return [];
  const lacking = short.size > 0 ? decided.flatMap((fact) => short.get(eventIdOf(tranche, fact)) ?? []) : [];
  return lacking[0] ? fallShort(tranche, decided, lacking[0]) : decided;
}
