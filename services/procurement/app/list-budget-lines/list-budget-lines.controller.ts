import { listKnownBudgetLines, type RouteInput } from '@goufu/contracts';
import { regionPrefix } from '@goufu/persistence';
import { Caller, Implements, Input, pageFrom, positionOf } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { Reader } from '../persistence/reader.js';

interface LineRow {
  readonly lineId: string;
  readonly jurisdiction: string;
  readonly year: number;
  readonly titleZh: string;
  readonly source: string;
  readonly allowedUse: string;
  readonly fen: string;
}

@Controller()
export class ListBudgetLinesController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(listKnownBudgetLines)
  async list(@Input() { query }: RouteInput<typeof listKnownBudgetLines>, @Caller() { scope }: Caller) {
    const [year, lineId] = query.after === undefined ? [null, null] : positionOf(z.tuple([z.int(), z.uuid()]), query.after);
    const rows = await this.reader.query<LineRow>(
      `SELECT id AS "lineId", jurisdiction, fiscal_year AS year, title_zh AS "titleZh", source, allowed_use AS "allowedUse", appropriated_fen::text AS fen
       FROM budget_line WHERE starts_with(jurisdiction, $1) AND ($2::int IS NULL OR (fiscal_year, id) < ($2, $3::uuid))
       ORDER BY fiscal_year DESC, id DESC LIMIT $4`,
      [regionPrefix(scope.jurisdiction), year, lineId, query.limit + 1],
    );
    return pageFrom(rows, query.limit, (row) => row, (row) => [row.year, row.lineId]);
  }
}
