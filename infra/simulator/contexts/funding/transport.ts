import type { Bank } from '../../world/bank.js';
import { Killed, type Kill } from '../../world/store.js';
import { findInstruction, noteAnswer, takeIn, type Instruction, type TreasuryAnswer } from './payments.js';
import type { Funding, FundingTx, TransportTask } from './rows.js';

type Run = <Result>(work: (funding: Funding) => Result, kill?: Kill) => Result;

const LIVE: readonly string[] = ['in-transit', 'unknown', 'accepted'];

/**
 * Sends an instruction. May run again after a kill: then the treasury is asked first, and only what it certainly never received
 * goes out again, under the same id. `before-commit` kills when the treasury has it and nobody wrote down what it said.
 */
export function send(run: Run, bank: Bank, task: TransportTask, kill: Kill): void {
  const instruction = run(({ tx }) => {
    if (tx.find('task', task.id)) tx.put('task', task.id, { ...task, tries: task.tries + 1 });
    return findInstruction(tx, ({ id }) => id === task.attemptId);
  });
  if (!instruction || !['in-transit', 'unknown'].includes(instruction.attempt.status)) return run(({ tx }) => tx.remove('task', task.id));
  const earlier = task.tries > 0 ? bank.enquire(instruction.attempt.endToEndId) : 'never-received';
  const answer = earlier === 'never-received' ? dispatch(bank, instruction) : earlier;
  if (answer === 'not-sent') return;
  run((funding) => {
    funding.tx.remove('task', task.id);
    noteAnswer(funding, task.attemptId, answer === 'booked' || answer === 'never-received' ? 'accepted' : answer);
  }, kill);
}

const dispatch = (bank: Bank, { order, attempt }: Instruction) => bank.send(attempt.endToEndId, order.amount, order.content.payeeAccountId);

/** Asks what became of an instruction; the statement has the last word on one that was accepted. */
export function enquire(run: Run, bank: Bank, task: TransportTask, kill: Kill): void {
  const instruction = run(({ tx }) => findInstruction(tx, ({ id }) => id === task.attemptId));
  const answer = instruction && LIVE.includes(instruction.attempt.status) ? bank.enquire(instruction.attempt.endToEndId) : 'accepted';
  run((funding) => {
    funding.tx.remove('task', task.id);
    if (!instruction || !LIVE.includes(instruction.attempt.status)) return;
    if (answer === 'never-received') sendAgain(funding.tx, task);
    else if (answer === 'rejected' || instruction.attempt.status !== 'accepted') noteAnswer(funding, task.attemptId, answer === 'rejected' ? 'rejected' : 'accepted');
  }, kill);
}

/** A definite no: it goes out again, under the same id. */
const sendAgain = (tx: FundingTx, { attemptId }: TransportTask): void => tx.put('task', `send/${attemptId}`, { id: `send/${attemptId}`, kind: 'send', attemptId, tries: 0 });

/** What the treasury calls back by itself, late or twice. */
export function callBack(run: Run, endToEndId: string, answer: Extract<TreasuryAnswer, string>): void {
  run((funding) => {
    const instruction = findInstruction(funding.tx, (attempt) => attempt.endToEndId === endToEndId);
    if (instruction) noteAnswer(funding, instruction.attempt.id, answer);
  });
}

/** Takes in what is new on the statement, each entry in a transaction of its own; debits first, since money comes back only after it left. */
export function importStatement(run: Run, bank: Bank, kill: Kill): void {
  const cursor = run(({ tx }) => tx.find('cursor', 'statement') ?? 0);
  const page = bank.statement.slice(cursor);
  const inOrder = [...page.filter(({ direction }) => direction === 'debit'), ...page.filter(({ direction }) => direction === 'credit')];
  for (const entry of inOrder) run((funding) => takeIn(funding, entry));
  if (kill === 'before-commit') throw new Killed();
  run(({ tx }) => tx.put('cursor', 'statement', cursor + page.length), kill);
}
