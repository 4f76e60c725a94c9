import { decide, evolve, openTranche, type Tranche } from '@goufu/funding/domain/tranche/tranche.js';
import { fold, isRefusal, type Id } from '@goufu/kernel';
import { balanceOf } from '../contexts/funding/ledger.js';
import { evidenceIn, type FundingService } from '../contexts/funding/funding.js';
import type { StoredOrder, StoredTranche } from '../contexts/funding/rows.js';
import type { World } from '../world/world.js';
import { entitlement, type Entitlement, type Known } from './entitlement.js';
import { must } from './violation.js';

const entitled = (tranche: StoredTranche, known: readonly Known[]): Entitlement => entitlement({ ...tranche, ...tranche.terms }, known);

/** What a tranche is entitled to by all that it knows. */
export const entitledByEvidence = (tranche: StoredTranche): Entitlement => entitled(tranche, tranche.evidence);

/** A tranche stands where all that it knows puts it, and the ledger holds exactly what it says. */
export function checkTranche(tranche: StoredTranche, { tables }: FundingService): void {
  checkStage(tranche, entitledByEvidence(tranche));
  const payable = tranche.allocations.reduce((sum, { lineId, year }) => sum + balanceOf(tables.account, { book: 'budget', stage: 'payable', holderId: tranche.id, lineId, year }), 0n);
  const owed = tranche.stage === 'payable' ? tranche.released : 0n;
  must(payable === owed, () => `${tranche.id} is ${tranche.stage} with ${tranche.released} fen released, and ${payable} fen are payable`);
}

/** Owed, and held by an open appeal: what was granted before it neither goes out nor back (R123). */
const isHeld = ({ stage, withheldFor }: Pick<StoredTranche, 'stage' | 'withheldFor'>): boolean => stage === 'payable' && withheldFor.length > 0;

function checkStage(tranche: StoredTranche, due: Entitlement): void {
  const { id, stage, released, corrected, ended, short } = tranche;
  if (stage === 'in-transit' || (isHeld(tranche) && due.kind === 'held')) return;
  const amount = due.kind === 'owed' ? due.amount : 0n;
  if (short) {
    const granted = stage === 'payable' ? released : 0n;
    must(stage !== 'disbursed' && due.kind === 'owed' && amount !== granted, () => `${id} waits for ${short.lineId} with ${granted} fen granted, and is entitled to ${amount}`);
    return;
  }
  if (stage === 'disbursed') {
    // Of what is paid under a contract that goes on, the last word is waited for.
    const waits = due.kind === 'held' || (due.kind === 'not-yet' && !ended);
    must(waits || released + corrected === amount, () => `${id} is paid ${released} fen, corrected by ${corrected}, and is entitled to ${amount}`);
    return;
  }
  const expected = due.kind === 'owed' ? 'payable' : ended ? 'cancelled' : due.kind === 'lost' ? 'forfeited' : 'committed';
  must(stage === expected, () => `${id} is ${stage}, by what is known it is ${expected}`);
  if (stage === 'payable') must(released === amount, () => `${id} is released with ${released} fen and is entitled to ${amount}`);
}

/** What goes out is what the tranche is entitled to at that moment, so no open appeal and no revised result is overtaken. */
export function checkInstructed({ id, trancheId, amount, status, attempts }: StoredOrder, { tables }: FundingService, waited: (trancheId: Id) => boolean): void {
  const tranche = tables.tranche.get(trancheId);
  if (status !== 'in-transit' || attempts.at(-1)?.status !== 'in-transit' || !tranche) return;
  const sent = tables.task.get(`send/${attempts.at(-1)?.id}`);
  // Only when it was instructed just now; what comes while the bank has it is read when it is out of its hands.
  if (sent?.kind !== 'send' || sent.tries > 0) return;
  const due = entitledByEvidence(tranche);
  if (tranche.stage !== 'in-transit') throw new Error(`${id} is instructed and ${trancheId} is ${tranche.stage}`);
  // What it is granted beyond that and waits for its line is paid later.
  const isWhole = due.kind === 'owed' && (waited(trancheId) ? due.amount !== amount : due.amount === amount);
  must(isWhole, () => `${id} pays ${amount} fen, the tranche is entitled to ${due.kind === 'owed' ? due.amount : due.kind}`);
}

/** At rest funding knows everything that was said, and each tranche stands where the whole truth puts it. */
export function checkTruth(world: World): void {
  const { funding } = world;
  for (const tranche of funding.tranches()) {
    const said = world.recorded().filter(({ says }) => says.contractId === tranche.contractId);
    const local = tranche.evidence.filter(({ evidence: { kind } }) => kind === 'payment-requested' || kind === 'date');
    const truth = [...said.flatMap(({ says, at }): Known[] => [evidenceIn(says)].flatMap((evidence) => (evidence ? [{ evidence, at }] : []))), ...local];
    const end = said.find(({ says }) => says.kind === 'contract-terminated')?.at;
    must(tranche.terms.until === undefined || tranche.terms.until === end, () => `${tranche.id} counts what happened until ${tranche.terms.until}, its contract was terminated at ${end}`);
    checkStage(tranche, entitled(tranche, truth));
    if (!tranche.ended && !tranche.short) checkAnyOrder(world, tranche);
  }
}

/** As it stands when it is signed: what nothing has to happen for is owed at once. */
function begun(terms: StoredTranche): Tranche {
  const { part, covers } = terms;
  const opened = { ...openTranche(terms), covers, ...(part ? { part } : {}) };
  const facts = decide({ kind: 'reread' }, opened);
  return isRefusal(facts) ? opened : fold(evolve, opened, facts);
}

/** The same evidence in any order leads an unpaid tranche to one and the same end. */
function checkAnyOrder({ plan }: World, tranche: StoredTranche): void {
  const ends = [(n: number) => n, (n: number) => -n, (n: number) => ((n + 1) * (plan.shuffle + 7919)) % 104_729].map((key) => {
    const order = tranche.evidence.map((kept, n) => ({ kept, at: key(n) })).toSorted((a, b) => a.at - b.at);
    const end = order.reduce((state, { kept: { factId, evidence } }) => {
      const facts = decide({ kind: 'note-evidence', factId, evidence, at: '2026-03-02T01:00:00.000Z' }, state);
      return isRefusal(facts) ? state : fold(evolve, state, facts);
    }, begun(tranche));
    return isHeld(end) ? 'committed 0' : `${end.stage} ${end.released}`;
  });
  must(new Set(ends).size === 1, () => `${tranche.id} ends differently by the order of its evidence: ${ends.join(' | ')}`);
  if (isHeld(tranche)) return;
  const unpaid = tranche.stage === 'committed' || tranche.stage === 'forfeited' || tranche.stage === 'payable';
  if (unpaid) must(ends[0] === `${tranche.stage} ${tranche.stage === 'payable' ? tranche.released : 0n}`, () => `${tranche.id} is ${tranche.stage}, the same evidence leads to ${ends[0]}`);
}

/** Nothing stays committed under a contract that is over. */
export function checkEnded({ funding }: World): void {
  for (const { ended, contractId, allocations } of funding.tranches()) {
    const left = allocations.reduce((sum, { commitmentId, lineId, year }) => sum + balanceOf(funding.tables.account, { book: 'budget', stage: 'committed', holderId: commitmentId, lineId, year }), 0n);
    must(!ended || left === 0n, () => `${left} fen stay committed under ${contractId}, which is over`);
  }
}

/** When everybody did what waited for them, every tranche is paid, lost, or waits for what will not come; or the treasury's mistake is in suspense. */
export function checkTerminal({ funding, plan }: World): void {
  if (!plan.diligent) return;
  for (const { id, status } of funding.tables.case.values()) must(!status.startsWith('awaiting-'), () => `${id} ends ${status}: nobody has anything to do and it is not settled`);
  for (const { id, stage, short } of funding.tranches()) {
    must(!short, () => `${id} waits for ${short?.lineId}, and everybody did what they could`);
    if (stage === 'disbursed' || stage === 'forfeited' || stage === 'committed' || stage === 'cancelled') continue;
    const ids = funding.orders().filter(({ trancheId }) => trancheId === id).flatMap(({ attempts }) => attempts.map(({ endToEndId }) => endToEndId));
    const suspended = ids.some((endToEndId) => funding.tables.suspense.has(`${endToEndId}/debit`));
    must((stage === 'in-transit' || stage === 'payable') && suspended, () => `${id} ends ${stage}: nobody has anything to do and it is not settled`);
  }
}
