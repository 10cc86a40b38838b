import type { ReactNode } from 'react';
import styles from './Table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'end';
  /** On a phone the row is a card with this cell as its heading. */
  leads?: boolean;
}

interface TableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Rows that changed in the last moments are marked. */
  isFresh?: (row: Row) => boolean;
  selection?: Selection<Row>;
}

export interface Selection<Row> {
  selected: ReadonlySet<string>;
  select: (keys: ReadonlySet<string>) => void;
  canSelect: (row: Row) => boolean;
  allLabel: string;
  labelOf: (row: Row) => string;
}

/** A table; on a phone, one card a row. */
export function Table<Row>({ label, columns, rows, keyOf, isFresh, selection }: TableProps<Row>) {
  const selectable = selection ? rows.filter(selection.canSelect).map(keyOf) : [];
  return (
    <div className={styles.frame}>
      <table className={styles.table} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {selection && (
              <th role="columnheader" className={styles.tick}>
                <input
                  type="checkbox"
                  aria-label={selection.allLabel}
                  disabled={selectable.length === 0}
                  checked={selectable.length > 0 && selectable.every((key) => selection.selected.has(key))}
                  onChange={(event) => selection.select(new Set(event.target.checked ? selectable : []))}
                />
              </th>
            )}
            {columns.map(({ key, header, align }) => (
              <th key={key} role="columnheader" scope="col" data-align={align}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row" data-fresh={isFresh?.(row) || undefined}>
              {selection && (
                <td role="cell" className={styles.tick}>
                  {selection.canSelect(row) && <Tick row={row} rowKey={keyOf(row)} selection={selection} />}
                </td>
              )}
              {columns.map(({ key, header, cell, align, leads }) => (
                <td key={key} role="cell" data-label={header} data-align={align} data-leads={leads}>
                  <span>{cell(row)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Tick<Row>({ row, rowKey, selection }: { row: Row; rowKey: string; selection: Selection<Row> }) {
  return (
    <input
      type="checkbox"
      aria-label={selection.labelOf(row)}
      checked={selection.selected.has(rowKey)}
      onChange={(event) => {
        const next = new Set(selection.selected);
        if (event.target.checked) next.add(rowKey);
        else next.delete(rowKey);
        selection.select(next);
      }}
    />
  );
}
