import { createHash } from 'node:crypto';
import { rankingPublished } from '@goufu/contracts';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { countedFacts } from '../../domain/ranking/dossier.js';
import { loadDossiers } from '../persistence/dossier.repository.js';
import type { Scope } from '../persistence/standing.repository.js';
import { lockRanking } from '../rank-agencies/move-ranking.js';
import { periods, profileOf } from '../rank-agencies/rules-of.js';
import { readTables, type NamedRow } from '../list-rankings/read-tables.js';
import { PUBLISH_RANKING, type PublishRanking } from './task.js';

/** Ids of published rankings follow from what they rank, so that a table has one for ever. */
const RANKINGS = '4a7d3c52-9b1e-5f06-8c2d-71e0a9b4d6f3';

/** A period is over: its tables are published, each once, final. What is revised later moves the live table only. */
@Injectable()
export class PublishRankingHandler extends DueTaskHandler<PublishRanking> {
  readonly kind = PUBLISH_RANKING;

  async run({ payload }: DueTask<PublishRanking>, tx: Tx): Promise<void> {
    await lockRanking(tx);
    const scopes = await tx.query<Scope>(
      `SELECT DISTINCT jurisdiction, period, category FROM ranking_standing s
       WHERE jurisdiction = $1 AND period = $2
         AND NOT EXISTS (SELECT 1 FROM ranking_publication p WHERE (p.jurisdiction, p.period, p.category) = (s.jurisdiction, s.period, s.category))
       ORDER BY category`,
      [payload.jurisdiction, payload.period],
    );
    for (const table of await readTables(tx, scopes)) await publish(tx, table.scope, table.rows);
  }
}

async function publish(tx: Tx, scope: Scope, rows: readonly NamedRow[]): Promise<void> {
  const { jurisdiction, period, category } = scope;
  const rankingId = causedId(RANKINGS, `${jurisdiction}/${period}/${category}`);
  const factsDigest = await digestOfFacts(tx, scope);
  await tx.query(
    `INSERT INTO ranking_publication (jurisdiction, period, category, ranking_id, facts_digest, published_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [jurisdiction, period, category, rankingId, factsDigest, tx.now],
  );
  tx.record({
    contract: rankingPublished,
    subject: rankingId,
    jurisdiction,
    data: { rankingId, scope, factsDigest, rows: rows.map(({ agencyOrgId, nameZh, position, scoreBp, n }) => ({ agencyOrgId, nameZh, position, scoreBp, n })), profileVersion: profileOf(jurisdiction, period).version },
  });
}

/** SHA-256 over the ids of the facts that count, sorted, one a line. */
async function digestOfFacts(tx: Tx, { jurisdiction, period, category }: Scope): Promise<string> {
  const contracts = await tx.query<{ contract_id: string }>('SELECT contract_id FROM ranked_contract WHERE jurisdiction = $1 AND category = $2', [jurisdiction, category]);
  const dossiers = await loadDossiers(tx, contracts.map(({ contract_id }) => contract_id));
  const factIds = [...dossiers.values()].flatMap((dossier) => countedFacts(dossier, period, periods));
  return createHash('sha256').update(factIds.toSorted().join('\n')).digest('hex');
}
