import { rankingUpdated } from '@goufu/contracts';
import { assert } from '@goufu/kernel';
import type { FactRecord } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { Movement } from '../../domain/ranking/movement.js';
import type { Placed } from '../persistence/dossier.repository.js';
import { schedulePublication } from '../publish-ranking/task.js';
import { moveRanking } from './move-ranking.js';

/** Keeps the live ranking: every fact that says something about an agency moves it at once. */
@Injectable()
export class RankAgenciesHandler {
  /** `pieces` are what `records` say, one each, in their order. */
  async rank(records: readonly FactRecord[], pieces: readonly Placed[], tx: Tx): Promise<void> {
    const { movements, opened } = await moveRanking(tx, pieces);
    const causeOf = ({ index }: { readonly index: number }): FactRecord => {
      const record = records[index];
      assert(record !== undefined, 'a shift names the record that made it');
      return record;
    };
    for (const shift of opened) await schedulePublication(tx, shift, causeOf(shift));
    for (const movement of movements) recordUpdate(tx, movement, causeOf(movement));
  }
}

function recordUpdate(tx: Tx, { jurisdiction, period, category, agencyOrgId, before, after }: Movement, causedBy: FactRecord): void {
  tx.record({
    contract: rankingUpdated,
    subject: causedBy.subject,
    causedBy,
    data: { scope: { jurisdiction, period, category }, agencyOrgId, before, after, cause: { factId: causedBy.id, type: causedBy.type } },
  });
}
