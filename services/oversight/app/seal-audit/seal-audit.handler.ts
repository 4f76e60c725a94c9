import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { appendEntries, appendSeal, lastEntry, lockTrail, takeUnsealed } from '../persistence/audit.repository.js';
import { linksFrom } from './chain.js';
import { SEAL_AUDIT, type SealAudit } from './daily-seal.js';

const BATCH = 5_000;

/** Appends what came in to the chain of its jurisdiction and sets a seal on it. */
@Injectable()
export class SealAuditHandler extends DueTaskHandler<SealAudit> {
  readonly kind = SEAL_AUDIT;

  async run({ payload: { jurisdiction } }: DueTask<SealAudit>, tx: Tx): Promise<void> {
    await lockTrail(tx, jurisdiction);
    let last = await lastEntry(tx, jurisdiction);
    const before = last.position;
    for (let facts = await takeUnsealed(tx, jurisdiction, BATCH); facts.length > 0; facts = await takeUnsealed(tx, jurisdiction, BATCH)) {
      const hashes = linksFrom(last.hash, facts);
      await appendEntries(tx, jurisdiction, last.position, facts, hashes);
      last = { position: last.position + facts.length, hash: hashes.at(-1) ?? last.hash };
    }
    if (last.position > before) await appendSeal(tx, jurisdiction, last);
  }
}
