import { type ReactNode, useMemo } from 'react';
import type { CombinedError } from 'urql';
import { Nothing, Problem } from './states';

export interface Column<T> {
  title: ReactNode;
  width?: number;
  align?: 'right';
  /** One line, cut where it is too long. */
  short?: boolean;
  render(row: T): ReactNode;
}

interface Props<T> {
  columns: Column<T>[];
  rows: readonly T[];
  rowKey(row: T): string;
  loading: boolean;
  /** Said where there is none, unless it is the error that left none. */
  nothing: string;
  error: CombinedError | undefined;
  again(): void;
  minWidth: number;
}

/** A list that is only read and gone through page by page: plain rows, which are there at once. */
export function Rows<T>({ columns, rows, rowKey, loading, nothing, error, again, minWidth }: Props<T>) {
  // What is drawn stays while something else is asked for: only that it is on its way is new.
  const table = useMemo(
    () => (
      <table style={{ minWidth }}>
        <thead>
          <tr>
            {columns.map((column, n) => (
              <th key={n} scope="col" style={{ width: column.width, textAlign: column.align }}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, n) => (
                <td key={n} className={column.short ? 'short' : undefined} style={{ textAlign: column.align }}>
                  {column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    ),
    [columns, rows, rowKey, minWidth],
  );
  return (
    <div className="rows" aria-busy={loading}>
      {table}
      {rows.length === 0 && !loading && (error ? <Problem error={error} again={again} /> : <Nothing words={nothing} />)}
    </div>
  );
}
