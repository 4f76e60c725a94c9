import { assert, isRefusal } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { computeResult } from '../../domain/result/compute-result.js';
import { result as results } from '../../domain/result/result.js';
import { insertResult, loadResults } from '../persistence/result.repository.js';
import type { StoredRound } from '../persistence/round.repository.js';
import { readSignedSheets } from '../persistence/sheet.repository.js';
import { publishResult } from '../publish-result/publish-result.js';

/** The last signature computes the result, in the same transaction. After an upheld appeal it is final at once. */
export async function concludeRound(tx: Tx, round: StoredRound): Promise<void> {
  const computation = computeResult(round.template, await readSignedSheets(tx, round));
  const computed = await insertResult(tx, newId(), round, computation);
  if (round.because !== 'appeal-upheld') return;
  const facts = results.decide({ kind: 'publish-after-appeal', at: tx.now }, computed);
  assert(!isRefusal(facts), 'what was just computed can be published');
  await publishResult(tx, { round, results: await loadResults(tx, round.id), current: computed }, facts);
}
