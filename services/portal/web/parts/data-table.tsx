import type { Key, ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  readonly show: (row: Row) => ReactNode;
  /** Amounts and scores stand right, under each other. */
  readonly number?: boolean;
  /** A day stays on one line. */
  readonly day?: boolean;
}

interface DataTableProps<Row> {
  /** Said to screen readers; what the table is of. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => Key;
  readonly empty: string;
  /** Many columns of amounts stand closer together. */
  readonly dense?: boolean;
}

/** A table that becomes a list of cards on a narrow screen. */
export function DataTable<Row>({ caption, columns, rows, rowKey, empty, dense = false }: DataTableProps<Row>) {
  if (rows.length === 0) return <p className="empty">{empty}</p>;
  return (
    <table className={dense ? 'data dense' : 'data'} role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map(({ title, ...kind }) => <th key={title} role="columnheader" scope="col" className={classOf(kind)}>{title}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map(({ title, show, ...kind }) => <td key={title} role="cell" data-label={title} className={classOf(kind)}>{show(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const classOf = ({ number, day }: Pick<Column<never>, 'number' | 'day'>): string => (number ? 'number' : day ? 'day' : '');
