import { listRankings, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Implements, Input, pageFrom, positionOf } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { scopeKey } from '../../domain/ranking/movement.js';
import { Reader } from '../persistence/reader.js';
import type { Scope } from '../persistence/standing.repository.js';
import { readTables } from './read-tables.js';

interface Published extends Scope {
  readonly ranking_id: string;
  readonly facts_digest: string;
  readonly published_at: Date;
}

const position = z.tuple([z.string(), z.string(), z.string()]);

/** The ranking is public. */
@Controller()
export class ListRankingsController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listRankings)
  async list(@Input() { query }: RouteInput<typeof listRankings>) {
    const after = query.after === undefined ? [null, null, null] : positionOf(position, query.after);
    const scopes = await this.reader.query<Scope>(
      `SELECT DISTINCT period, jurisdiction, category FROM ranking_standing
       WHERE starts_with(jurisdiction, $1) AND ($2::text IS NULL OR period = $2) AND ($3::text IS NULL OR category = $3)
         AND ($4::text IS NULL OR (jurisdiction, category, period) > ($4, $5, $6))
       ORDER BY jurisdiction, category, period LIMIT $7`,
      [regionPrefix(query.jurisdiction ?? 'CN'), query.period ?? null, query.category ?? null, ...after, query.limit + 1],
    );
    const published = await this.publishedOf(scopes);
    const tables = (await readTables(this.reader, scopes)).map((table) => ({ ...table, published: published.get(scopeKey(table.scope)) }));
    return pageFrom(tables, query.limit, (table) => table, ({ scope }) => [scope.jurisdiction, scope.category, scope.period]);
  }

  private async publishedOf(scopes: readonly Scope[]) {
    const rows = await this.reader.query<Published>(
      `SELECT p.* FROM ranking_publication p
       JOIN unnest($1::text[], $2::text[], $3::text[]) AS wanted(jurisdiction, period, category) USING (jurisdiction, period, category)`,
      [scopes.map(({ jurisdiction }) => jurisdiction), scopes.map(({ period }) => period), scopes.map(({ category }) => category)],
    );
    return new Map(rows.map((row) => [scopeKey(row), { rankingId: row.ranking_id, factsDigest: row.facts_digest, publishedAt: row.published_at.toISOString() }]));
  }
}
