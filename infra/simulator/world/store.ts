import { mailTables, type MailRows } from './mail.js';

/** A process was killed; what was not committed is gone. */
export class Killed extends Error {}

/** Where a kill strikes: nowhere, with everything done but the commit, or right behind it. */
export type Kill = 'never' | 'before-commit' | 'after-commit';

type Tables<Rows> = { readonly [Table in keyof Rows]: Map<string, Rows[Table]> };
type Writes<Rows> = { [Table in keyof Rows]?: Map<string, Rows[Table] | undefined> };

/** Tables within a transaction: what is committed, and over it what the transaction wrote itself. */
class View<Rows extends object> {
  readonly writes: Writes<Rows> = {};

  constructor(private readonly tables: Tables<Rows>) {}

  find<Table extends keyof Rows>(table: Table, id: string): Rows[Table] | undefined {
    const written = this.writes[table];
    return written?.has(id) ? written.get(id) : this.tables[table].get(id);
  }

  get<Table extends keyof Rows>(table: Table, id: string): Rows[Table] {
    const row = this.find(table, id);
    if (row === undefined) throw new Error(`there is no ${String(table)} ${id}`);
    return row;
  }

  put<Table extends keyof Rows>(table: Table, id: string, row: Rows[Table]): void {
    this.written(table).set(id, row);
  }

  remove(table: keyof Rows, id: string): void {
    this.written(table).set(id, undefined);
  }

  all<Table extends keyof Rows>(table: Table): Rows[Table][] {
    const written = this.writes[table];
    const rows = written ? new Map<string, Rows[Table] | undefined>([...this.tables[table], ...written]) : this.tables[table];
    return [...rows.values()].filter((row) => row !== undefined);
  }

  private written<Table extends keyof Rows>(table: Table): Map<string, Rows[Table] | undefined> {
    const known = this.writes[table];
    if (known) return known;
    const fresh = new Map<string, Rows[Table] | undefined>();
    this.writes[table] = fresh;
    return fresh;
  }
}

/** One transaction: all that it wrote becomes visible at once, or nothing. */
export class Tx<Rows extends object> extends View<Rows> {
  readonly mail: View<MailRows>;
  /** Facts whose effects are in this transaction. */
  readonly effects: string[] = [];

  constructor(tables: Tables<Rows>, mail: Tables<MailRows>) {
    super(tables);
    this.mail = new View(mail);
  }
}

/** Tables that survive a kill: a service's own, and those of its messaging. */
export class Store<Rows extends object> {
  readonly mail = mailTables();
  /** Own rows that were written since somebody last looked, as `table/id`. */
  readonly touched = new Set<string>();

  constructor(readonly tables: Tables<Rows>) {}

  /** Runs the work in a transaction. Throws `Killed` as told; an error of the work takes everything back. */
  run<Result>(work: (tx: Tx<Rows>) => Result, kill: Kill, committed: (tx: Tx<Rows>) => void): Result {
    const tx = new Tx(this.tables, this.mail);
    const result = work(tx);
    if (kill === 'before-commit') throw new Killed();
    for (const key of write(tx.writes, this.tables)) this.touched.add(key);
    write(tx.mail.writes, this.mail);
    committed(tx);
    if (kill === 'after-commit') throw new Killed();
    return result;
  }
}

/** Answers what was written, as `table/id`. */
function write<Rows extends object>(writes: Writes<Rows>, tables: Tables<Rows>): string[] {
  const touched: string[] = [];
  for (const table in writes) {
    const rows = tables[table];
    for (const [id, row] of writes[table] ?? []) {
      touched.push(`${table}/${id}`);
      if (row === undefined) rows.delete(id);
      else rows.set(id, row);
    }
  }
  return touched;
}
