import type { sheets_v4 } from '@googleapis/sheets'
import type { Layout } from './layout.ts'
import type { ColumnName } from './names.ts'
import type { Schema } from './schema.ts'
import { type CellWrite, cellData, cellFields } from './write-cell.ts'

/** Neighbouring cells of one kind in one request; what stands between mapped columns is not touched. */
export const cellRequests = (
  { layout, schema }: { readonly layout: Layout; readonly schema: Schema },
  rowIndex: number,
  cells: readonly (readonly [ColumnName, CellWrite])[],
): sheets_v4.Schema$Request[] => {
  const placed = cells
    .flatMap(([name, write]) => {
      const column = schema.columns[name]
      return column === undefined ? [] : [{ column, write, fields: cellFields(write) }]
    })
    .sort((one, other) => one.column - other.column)
  const runs: { column: number; fields: string; values: sheets_v4.Schema$CellData[] }[] = []
  for (const { column, write, fields } of placed) {
    const last = runs.at(-1)
    if (last !== undefined && last.column + last.values.length === column && last.fields === fields) {
      last.values.push(cellData(write))
    } else runs.push({ column, fields, values: [cellData(write)] })
  }
  return runs.map(({ column: columnIndex, fields, values }) => ({
    updateCells: { start: { sheetId: layout.sheetId, rowIndex, columnIndex }, rows: [{ values }], fields },
  }))
}
