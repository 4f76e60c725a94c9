import { decide as decideLine, evolve as evolveLine, unopened } from '@goufu/funding/domain/budget-line/budget-line.js';
import type { BudgetLineCommand } from '@goufu/funding/domain/budget-line/budget-line.commands.js';
import { allot, appropriate, moveBetween, withdraw, type Transfer } from '@goufu/funding/domain/ledger/posting.js';
import { decide as decideTransfer, evolve as evolveTransfer, unasked, type Side } from '@goufu/funding/domain/line-transfer/line-transfer.js';
import { fold, isRefusal, type Decision, type Fen, type Id } from '@goufu/kernel';
import { budgetVariance, JURISDICTION } from '../rules.js';
import { nameOf, post } from './ledger.js';
import type { FundingTx, StoredLine, StoredTransfer } from './rows.js';
import { availableOn } from './waiting.js';

/** A line as its year begins; what is not to be spent yet comes with its allotments. */
export interface OpeningLine {
  readonly lineId: Id;
  readonly year: number;
  readonly amount: Fen;
  readonly unallotted: Fen;
}

export function openLine(tx: FundingTx, { lineId, year, amount, unallotted }: OpeningLine): void {
  const opened = decideLine({ kind: 'open', amount: amount + unallotted, allotment: unallotted > 0n ? 'in-parts' : 'one-off' }, unopened);
  if (isRefusal(opened)) throw new Error(opened.en);
  const at = { lineId, year };
  tx.put('line', lineId, { ...at, ...fold(evolveLine, unopened, opened), moved: 0n });
  post(tx, [{ eventId: `${lineId}/opened`, reason: 'opened', transfers: [...appropriate(at, amount), ...appropriate(at, unallotted, 'unallotted')] }]);
}

const unallottedOn = (tx: FundingTx, { lineId, year }: StoredLine): Fen => tx.find('account', nameOf({ book: 'budget', stage: 'unallotted', lineId, year }))?.balance ?? 0n;

const movement = (at: StoredLine, delta: Fen, stage: 'available' | 'unallotted'): Transfer[] => (delta > 0n ? appropriate(at, delta, stage) : withdraw(at, -delta, stage));

/** Gives a line more, or takes back what nothing is bound to. Answers false when it was refused. */
export function changeLine(tx: FundingTx, lineId: Id, by: Fen): boolean {
  const line = tx.get('line', lineId);
  const { revision, appropriated } = line;
  return carryOut(tx, line, { kind: 'change', amount: appropriated + by, available: availableOn(tx)(lineId), unallotted: unallottedOn(tx, line), revision });
}

/** Makes a part of an appropriation available. */
export function allotLine(tx: FundingTx, lineId: Id, amount: Fen): boolean {
  const line = tx.get('line', lineId);
  return carryOut(tx, line, { kind: 'allot', amount, unallotted: unallottedOn(tx, line), revision: line.revision });
}

function carryOut(tx: FundingTx, line: StoredLine, command: BudgetLineCommand): boolean {
  const facts = decideLine(command, line);
  if (isRefusal(facts)) return false;
  for (const fact of facts) {
    if (fact.kind === 'opened') throw new Error(`the line ${line.lineId} is opened once`);
    const transfers = fact.kind === 'allotted' ? allot(line, fact.amount) : [...movement(line, fact.unallotted, 'unallotted'), ...movement(line, fact.available, 'available')];
    post(tx, [{ eventId: `${line.lineId}/${fact.kind}/${fact.revision}`, reason: fact.kind, transfers }]);
  }
  tx.put('line', line.lineId, { ...line, ...fold(evolveLine, line, facts) });
  return facts.length > 0;
}

function sideOf(tx: FundingTx, lineId: Id): Side {
  const { year, appropriated, closed, moved } = tx.get('line', lineId);
  return { id: lineId, jurisdiction: JURISDICTION, year, source: 'district-budget', allowedUse: 'social work', uses: [], appropriated, available: availableOn(tx)(lineId), closed, moved };
}

export function requestTransfer(tx: FundingTx, from: Id, to: Id, amount: Fen, by: string): boolean {
  const facts = decideTransfer({ kind: 'request', from: sideOf(tx, from), to: sideOf(tx, to), amount, variance: budgetVariance(), by }, unasked);
  if (isRefusal(facts)) return false;
  const id = `transfer-${tx.all('lineTransfer').length + 1}`;
  tx.put('lineTransfer', id, { id, from, to, ...fold(evolveTransfer, unasked, facts) });
  return true;
}

/** One of the approvals that a transfer needs; the last one moves the money in one posting. */
export function approveTransfer(tx: FundingTx, id: Id, by: string): boolean {
  const transfer = tx.get('lineTransfer', id);
  const { from, to, amount } = transfer;
  const facts: Decision<Parameters<typeof evolveTransfer>[1]> = decideTransfer({ kind: 'approve', from: sideOf(tx, from), to: sideOf(tx, to), by }, transfer);
  if (isRefusal(facts)) return false;
  const after: StoredTransfer = { ...transfer, ...fold(evolveTransfer, transfer, facts) };
  tx.put('lineTransfer', id, after);
  if (after.state !== 'effected') return true;
  const [giver, taker] = [tx.get('line', from), tx.get('line', to)];
  post(tx, [{ eventId: `${id}/effected`, reason: 'line-transfer', transfers: moveBetween(giver, taker, amount) }]);
  for (const [line, delta] of [[giver, -amount], [taker, amount]] as const) {
    tx.put('line', line.lineId, { ...line, appropriated: line.appropriated + delta, revision: line.revision + 1, moved: line.moved + amount });
  }
  return true;
}
