/** A fault that is planted on purpose: the code as it is, and as a tired person might have written it. */
export interface SeededBug {
  readonly name: string;
  readonly edits: readonly { readonly file: string; readonly find: string; readonly replace: string }[];
}

const in_ = (file: string, find: string, replace: string) => ({ file, find, replace });
const ORDER = 'services/funding/domain/payment-order/payment-order.ts';
const FOLLOW = 'services/funding/domain/tranche/follow.ts';
const READING = 'services/funding/domain/tranche/reading.ts';
const ASSESSMENT = 'services/funding/domain/tranche/assessment.ts';
const SHORTFALL = 'services/funding/domain/tranche/shortfall.ts';
const STANDING = 'services/funding/domain/tranche/standing.ts';
const TRANCHE = 'services/funding/domain/tranche/tranche.ts';
const RETURNED = 'services/funding/domain/clawback-case/returned-payment.ts';
const CORRECTION = 'services/funding/domain/tranche/correction.ts';
const PAYMENTS = 'infra/simulator/contexts/funding/payments.ts';
const SERVICE = 'infra/simulator/world/service.ts';
const TRANSPORT = 'infra/simulator/contexts/funding/transport.ts';

const approvals: readonly SeededBug[] = [
  { name: 'the same person may approve twice', edits: [in_(ORDER, "if (order.approvals.some(({ approver }) => approver === command.approver)) return refuse('same-approver-twice');", '')] },
  { name: 'whoever asked may approve', edits: [in_(ORDER, 'person === requestedBy ||', '')] },
  { name: 'the hash under an approval is not checked', edits: [in_(ORDER, 'command.contentHash !== order.contentHash || ', '')] },
  { name: 'one approval is enough', edits: [in_(ORDER, 'approvals.length >= order.requiredRoles.length', 'approvals.length >= 1')] },
];

const releases: readonly SeededBug[] = [
  { name: 'an open appeal holds nothing', edits: [in_(ASSESSMENT, "e.kind === 'appeal-opened' && !closed.has(e.appealId) ? [e.appealId] : []", '[]')] },
  { name: 'a revised result is ignored', edits: [in_(ASSESSMENT, 'a.attempt > b.attempt || (a.attempt === b.attempt && a.revision > b.revision)', 'a.attempt > b.attempt')] },
  { name: 'a released tranche hears nothing more', edits: [in_(FOLLOW, 'const facts = carryOut(outcome, tranche, assessment);', 'const facts = isReleased(tranche.stage) ? [] : carryOut(outcome, tranche, assessment);')] },
  { name: 'a released tranche is released again', edits: [in_(FOLLOW, "return unmake(tranche, (unmade) => [{ kind: 'released', ...grant(unmade, assessment) }]);", "return [{ kind: 'released', ...grant(tranche, assessment) }];")] },
  { name: 'a pass releases without its rectification', edits: [in_(ASSESSMENT, "if (effect === 'release-after-rectification') {", "if (effect === 'never') {")] },
  { name: 'a first fail forfeits', edits: [in_(ASSESSMENT, 'latest.result.attempt >= terms.attemptsAllowed', 'latest.result.attempt >= 1')] },
  { name: 'what a contract leaves over stays committed', edits: [in_('services/funding/domain/tranche/transfers.ts', 'return (fact.parts ?? neverOwed(tranche, fact.rest)).flatMap(uncommit);', 'return [];')] },
  { name: 'a correction is raised once more with every fact', edits: [in_(READING, '=> released + corrected', '=> released + 0n * corrected')] },
];

const waits: readonly SeededBug[] = [
  { name: 'what a line cannot pay is posted all the same', edits: [in_(SHORTFALL, 'if (lacks > 0n) return fallShort', 'if (lacks < 0n) return fallShort')] },
  { name: 'what its line cannot pay is lost', edits: [in_(STANDING, 'return { ...tranche, short: fact.short, withheldFor:', 'return { ...tranche, withheldFor:')] },
  { name: 'what was granted before is taken back although there is no money for more', edits: [in_(SHORTFALL, "['released', 'release-reversed', 'recommitted', 'replenished', 'uncommitted']", "['released', 'recommitted', 'replenished', 'uncommitted']")] },
  { name: 'money that comes to a line wakes nothing', edits: [in_('infra/simulator/contexts/funding/tasks.ts', 'if (waitedFor.has(lineId)) askToPay', 'if (lineId === eventId) askToPay')] },
  { name: 'whoever came last is paid first', edits: [in_('infra/simulator/contexts/funding/waiting.ts', "(a.waitsSince ?? '') < (b.waitsSince ?? '')", "(a.waitsSince ?? '') > (b.waitsSince ?? '')")] },
];

const corrections: readonly SeededBug[] = [
  { name: 'what was refunded is not paid when a result grants it again', edits: [in_(CORRECTION, 'const keeps = released - kept;', 'const keeps = released + 0n * kept;')] },
  { name: 'a claim stands beside the result that grants its money again', edits: [in_(CORRECTION, 'withdraws: open > 0n, claim: 0n, keeps', 'withdraws: open < 0n, claim: 0n, keeps')] },
  { name: 'what was refunded is owed again without its line', edits: [in_(STANDING, 'unbound: ended ? 0n : (released < covers ? released : covers) - keeps', 'unbound: 0n')] },
  { name: 'two supplements are promised the same money of their line', edits: [in_('infra/simulator/contexts/funding/corrections.ts', 'keeps, funds));', 'keeps, new LineFunds(funding.tx)));')] },
  { name: 'a supplement begins where its tranche began', edits: [in_(STANDING, 'above: (part?.above ?? 0n) + keeps', 'above: (part?.above ?? 0n) + 0n * keeps')] },
  { name: 'a supplement does not know what came behind its reason in the same chunk', edits: [in_(CORRECTION, 'tranche: standing.get(tranche.id) ?? tranche, fact', 'tranche, fact')] },
  { name: 'what is set off is owed all the same', edits: [in_(TRANCHE, 'const rest = tranche.released - amount;', 'const rest = tranche.released;')] },
  { name: 'whoever proposed an offset decides it', edits: [in_('services/funding/domain/clawback-case/offset.ts', 'by === proposedBy ?', "by === 'nobody' ?")] },
  { name: 'whoever asked money back decides about it', edits: [in_('services/funding/domain/clawback-case/clawback-case.ts', 'if (by === state.raisedBy)', "if (by === 'nobody')")] },
  { name: 'a returned payment is owed whole although a part was refunded', edits: [in_(RETURNED, 'const back = released - refunded;', 'const back = released;')] },
  { name: 'a returned payment is owed again although a supplement grants it', edits: [in_(RETURNED, 'const owed = covers - (refunded - byResult);', 'const owed = back;')] },
  { name: 'what was refunded once is committed anew twice', edits: [in_(STANDING, '(released < covers ? released : covers) - keeps', 'released - keeps')] },
];

const sums: readonly SeededBug[] = [
  { name: 'the last tranche is not the remainder', edits: [in_('libs/kernel/money.ts', 'return [...parts, total - sumFen(parts)];', 'return [...parts, shareOf(total, shares.at(-1) ?? 0)];')] },
  { name: 'shares are rounded up', edits: [in_('libs/kernel/money.ts', '(amount * BigInt(share)) / BigInt(WHOLE)', '(amount * BigInt(share) + 9_999n) / BigInt(WHOLE)')] },
  { name: 'tranches draw on a commitment that others have used up', edits: [in_('services/funding/domain/commitment/commitment.ts', 'amount: commitment.amount - takenFrom(parts, commitment)', 'amount: commitment.amount')] },
  { name: 'scores are cut off instead of rounded', edits: [in_('services/evaluation/domain/result/rational.ts', '(2n * numerator + denominator) / (2n * denominator)', 'numerator / denominator')] },
];

const payments: readonly SeededBug[] = [
  {
    name: 'accepted counts as settled',
    edits: [in_(ORDER, "[{ kind: 'accepted', attemptId: attempt.id }]", "[{ kind: 'settled', attemptId: attempt.id, amount: order.amount, entryRef: '', bookedOn: '' }]")],
  },
  {
    name: 'silence counts as a no',
    edits: [in_(ORDER, "[{ kind: 'unknown', attemptId: attempt.id, enquireBy: command.enquireBy }]", "[{ kind: 'rejected', attemptId: attempt.id, code: 'TIME' }]")],
  },
  { name: 'a late no takes a settlement back', edits: [in_(ORDER, "return isLive(attempt) ? [{ kind: 'rejected'", "return attempt ? [{ kind: 'rejected'")] },
  {
    name: 'any amount on the statement settles',
    edits: [
      in_(ORDER, ' || command.amount !== order.amount)', ')'),
      in_(PAYMENTS, "if (entry.amount !== order.amount) return 'amount-differs';", ''),
    ],
  },
  {
    name: 'an instruction is sent again under a new id',
    edits: [
      in_(TRANSPORT, "task.tries > 0 ? bank.enquire(instruction.attempt.endToEndId) : 'never-received'", "'never-received'"),
      in_(TRANSPORT, "earlier === 'never-received' ? dispatch(bank, instruction)", "earlier === 'never-received' ? bank.send(`${instruction.attempt.endToEndId}/${task.tries}`, instruction.order.amount, instruction.order.content.payeeAccountId)"),
    ],
  },
  { name: 'nobody asks after a second silence', edits: [in_(PAYMENTS, "if (answer === 'unknown' && facts.length === 0 &&", "if (answer === 'unknown' && facts.length > 99 &&")] },
];

const verdicts: readonly SeededBug[] = [
  { name: 'an earlier result stands beside its revision', edits: [in_('services/evaluation/domain/result/result.ts', "return state.status === 'published' ? [{ kind: 'result-superseded' }] : [];", 'return [];')] },
  { name: 'the appeal window loses its last moment', edits: [in_('services/evaluation/domain/result/result.ts', 'at > appealUntil', 'at >= appealUntil')] },
  { name: 'the day of the notice is counted', edits: [in_('libs/jurisdiction/deadline.ts', 'let counted = 0; counted < amount', 'let counted = 1; counted < amount')] },
  { name: 'the ranking counts superseded results', edits: [in_('services/oversight/domain/ranking/dossier.ts', '.set(evidence.roundId, evidence)', '.set(evidence.resultId, evidence)')] },
  { name: 'the ranking believes whoever came last', edits: [in_('services/oversight/domain/ranking/evidence.ts', 'b === undefined || a.revision > b.revision ||', 'b === undefined || a.revision > 0 ||')] },
];

/** Faults of the store and of delivery, which here stand for libs/messaging and libs/persistence. */
const deliveries: readonly SeededBug[] = [
  { name: 'the inbox forgets', edits: [in_(SERVICE, "if (tx.mail.find('inbox', fact.id)) return;", '')] },
  { name: 'the offset is committed before the effects', edits: [in_(SERVICE, 'const next = from + records.length;', 'const next = from + records.length;\n    this.kafkaOffsets.set(partition, next);')] },
  {
    name: 'the outbox is emptied before its facts are sent',
    edits: [
      in_(SERVICE, 'for (const fact of batch) this.bus.publish(fact);', ''),
      in_(SERVICE, "kill === 'after-commit' ? 'before-commit' : 'never');", 'kill);\n    for (const fact of batch) this.bus.publish(fact);'),
    ],
  },
  {
    name: 'rows are written before the transaction commits',
    edits: [
      in_('infra/simulator/world/store.ts', "if (kill === 'before-commit') throw new Killed();", ''),
      in_('infra/simulator/world/store.ts', 'write(tx.mail.writes, this.mail);', "if (kill === 'before-commit') throw new Killed();\n    write(tx.mail.writes, this.mail);"),
    ],
  },
  { name: 'a closing that waits is forgotten when the contract is terminated', edits: [in_('infra/simulator/contexts/funding/tranches.ts', "['released', 'forfeited', 'cancelled']", "['released', 'forfeited']")] },
  { name: 'what was woken is not taken up', edits: [in_(SERVICE, "tx.mail.put('woken', fact.id, fact);", '')] },
];

export const seededBugs: readonly SeededBug[] = [...approvals, ...releases, ...waits, ...corrections, ...sums, ...payments, ...verdicts, ...deliveries];
