import { refusalsOf } from '@goufu/kernel';
import type { Tx } from './tx.js';

/** The caller's Idempotency-Key with a hash of what was asked under it. */
export interface IdempotencyClaim {
  readonly key: string;
  /** Hash of caller, route and input. */
  readonly inputHash: string;
}

const refuseIdempotency = refusalsOf('idempotency', {
  'key-reused': {
    kind: 'conflict',
    field: 'Idempotency-Key',
    zh: '此 Idempotency-Key 已用于另一项不同的请求',
    en: 'this Idempotency-Key was already used for a different request',
  },
});

/** Nobody used the key before, or this was answered under it; a refusal is what every command may answer. */
type Claimed<Result> = { readonly kind: 'new' } | { readonly kind: 'seen'; readonly result: Result };

/** Takes the key for this transaction; a second one with the key waits for the first and then sees its result. */
export async function claimIdempotencyKey<Result>(tx: Tx, claim: IdempotencyClaim): Promise<Claimed<Result>> {
  const inserted = await tx.query(
    `INSERT INTO idempotency_key (key, input_hash, used_at) VALUES ($1, $2, $3)
     ON CONFLICT (key) DO NOTHING RETURNING key`,
    [claim.key, claim.inputHash, tx.now],
  );
  if (inserted.length > 0) return { kind: 'new' };
  const [row] = await tx.query<{ input_hash: string; result: Result }>('SELECT input_hash, result FROM idempotency_key WHERE key = $1', [claim.key]);
  return { kind: 'seen', result: row?.input_hash === claim.inputHash ? row.result : (refuseIdempotency('key-reused') as Result) };
}

/** Keeps what was answered under the key. */
export async function storeIdempotentResult(tx: Tx, claim: IdempotencyClaim, result: unknown): Promise<void> {
  await tx.query('UPDATE idempotency_key SET result = $2 WHERE key = $1', [claim.key, JSON.stringify(result ?? null)]);
}
