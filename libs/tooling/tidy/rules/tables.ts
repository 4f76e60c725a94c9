import { lineOf, nodesOf, type Problem, type Rule, type Workspace } from '../workspace.ts';

/** A piece of SQL in a string of a module, or a whole .sql file. */
interface Sql {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly path: string;
  readonly line: number;
}

const TABLE = /CREATE TABLE (?:IF NOT EXISTS )?"?([a-z_0-9.]+)"?\s*\(/gi;
const PLURAL = /(?<!s|u|i)s$/;
const MONEY = /(?:^|_)(?:amount|price|balance|budget|cost|fee|paid|owed|total)$/;
const SHARE = /(?:^|_)(?:score|share|weight|factor|percent|percentage|rate)$/;
const INEXACT = /^(?:real|float\d?|double|money|numeric|decimal)\b/i;
const SQL_CLOCK = /\b(?:now\(\)|current_(?:timestamp|date|time)\b|(?:clock|transaction|statement)_timestamp\(\)|localtimestamp\b)/i;

/** Tables singular, units in the column, nothing inexact. */
export const tableNames: Rule = {
  name: 'table-names',
  *check(workspace) {
    for (const sql of sqlOf(workspace, /^(?:services|libs)\//)) {
      for (const { table, path, line } of tablesIn(sql)) {
        if (PLURAL.test(table)) yield { path, line, message: `table ${table} is plural; a table is named after one of its rows.` };
      }
      for (const column of columnsIn(sql)) {
        const message = wrongUnit(column);
        if (message) yield { path: column.path, line: column.line, message };
      }
    }
  },
};

const RATIONAL = /_(?:numerator|denominator)$/;

function wrongUnit({ table, name, type }: Column): Problem['message'] | undefined {
  if (INEXACT.test(type) && !(RATIONAL.test(name) && /^numeric/i.test(type))) return `${table}.${name} is ${type.trim()}; money is bigint fen (_fen), scores and shares are integer basis points (_bp).`;
  if (!/^(?:bigint|int|integer|smallint)\b/i.test(type)) return undefined;
  if (MONEY.test(name)) return `${table}.${name} does not say its unit; name it ${name}_fen.`;
  if (SHARE.test(name)) return `${table}.${name} does not say its unit; name it ${name}_bp.`;
  return undefined;
}

/**
 * Every row of a service says whose data it is, so that a Scope can hold it back. The parts of a row (`tranche_allocation`
 * of `tranche`) are read with it and belong to whom it belongs.
 */
export const tableJurisdiction: Rule = {
  name: 'table-jurisdiction',
  *check(workspace) {
    const tables = sqlOf(workspace, /^services\//).flatMap(tablesIn);
    for (const { table, body, path, line } of tables) {
      const partOf = tables.find((whole) => table.startsWith(`${whole.table}_`) && body.includes(`REFERENCES ${whole.table}`));
      if (!partOf && !/\bjurisdiction\b/.test(body)) {
        yield { path, line, message: `table ${table} has no jurisdiction column; add it, and let its repository take a Scope.` };
      }
    }
  },
};

/** Business columns are written from the Clock; the database's clock is machine time, at home in messaging and tasks. */
export const sqlNow: Rule = {
  name: 'sql-now',
  *check(workspace) {
    for (const { path, line, text } of sqlOf(workspace, /^services\//)) {
      for (const [i, row] of text.split('\n').entries()) {
        const clock = SQL_CLOCK.exec(row);
        if (clock && !/_machine\b/.test(row)) {
          yield { path, line: line + i, message: `${clock[0]} is the database's clock; pass Tx.now, or end the column in _machine when it measures the machine.` };
        }
      }
    }
  },
};

function sqlOf(workspace: Workspace, where: RegExp): Sql[] {
  const files = workspace.paths(/\.sql$/).filter((path) => where.test(path));
  const whole = files.map((path) => ({ path, line: 1, text: workspace.text(path) ?? '' }));
  const embedded = workspace.modules(where).flatMap((path) =>
    nodesOf(workspace, path).flatMap((node): Sql[] => {
      if (node.type === 'StringLiteral') return [{ path, line: lineOf(node), text: node.value }];
      // A template is joined over its substitutions, so that a table with one in its middle stays whole.
      return node.type === 'TemplateLiteral' ? [{ path, line: lineOf(node), text: node.quasis.map((quasi) => quasi.value.raw).join(' ') }] : [];
    }),
  );
  return [...whole, ...embedded];
}

function tablesIn({ path, line, text }: Sql): { table: string; body: string; path: string; line: number }[] {
  return [...text.matchAll(TABLE)].map((match) => {
    const from = match.index + match[0].length;
    return { table: match[1] ?? '', body: text.slice(from, closing(text, from)), path, line: line + text.slice(0, match.index).split('\n').length - 1 };
  });
}

/** Position of the bracket that closes the one before `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < text.length && depth > 0; at += 1) depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
  return at;
}

function columnsIn(sql: Sql): Column[] {
  return tablesIn(sql).flatMap(({ table, body, path, line }) =>
    body.split('\n').flatMap((row, i): Column[] => {
      const column = /^\s*"?([a-z_0-9]+)"?\s+([a-z]+[a-z0-9 ]*)/.exec(row);
      return column ? [{ table, name: column[1] ?? '', type: column[2] ?? '', path, line: line + i }] : [];
    }),
  );
}
