import type { Key, ReactNode } from 'react';

export interface Column<Row> {
  readonly title: string;
  readonly show: (row: Row) => ReactNode;
  /** Amounts and scores stand right, under each other. */
  readonly number?: boolean;
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
        <tr role="row">{columns.map(({ title, number }) => <th key={title} role="columnheader" scope="col" className={number ? 'number' : ''}>{title}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map(({ title, show, number }) => <td key={title} role="cell" data-label={title} className={number ? 'number' : ''}>{show(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
