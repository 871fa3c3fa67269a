import { z } from 'zod'
import { failed } from './failure.ts'

/** As cells hold them; a date is a number. */
const Value = z.object({
  stringValue: z.string().optional(),
  numberValue: z.number().optional(),
  boolValue: z.boolean().optional(),
  formulaValue: z.string().optional(),
  errorValue: z.unknown().optional(),
})
export type Value = z.infer<typeof Value>

const Cell = z.object({
  userEnteredValue: Value.optional(),
  effectiveValue: Value.optional(),
  /** As people see it. */
  formattedValue: z.string().optional(),
  dataValidation: z
    .object({
      condition: z
        .object({ type: z.string(), values: z.array(z.object({ userEnteredValue: z.string().optional() })).optional() })
        .optional(),
    })
    .optional(),
})
export type Cell = z.infer<typeof Cell>

const Metadata = z.object({
  metadataId: z.number().int(),
  metadataKey: z.string(),
  metadataValue: z.string().optional(),
})
export type Metadata = z.infer<typeof Metadata>

/** A part of a tab. Rows and columns start where they say; rows at the end without anything may be missing. */
export const Grid = z.object({
  startRow: z.number().int().nonnegative().default(0),
  startColumn: z.number().int().nonnegative().default(0),
  // Read one by one with `cellsIn`: a checked copy of 20,000 rows at once is a hundred megabytes.
  rowData: z.array(z.unknown()).default([]),
  rowMetadata: z.array(z.object({ developerMetadata: z.array(Metadata).optional() })).default([]),
})
export type Grid = z.infer<typeof Grid>

const Row = z.object({ values: z.array(Cell).default([]) })

/** Of one row, `offset` rows below the first of the grid. Throws PortError `unavailable` where it has another shape. */
export const cellsIn = ({ rowData }: Grid, offset: number): readonly Cell[] => {
  const row = rowData[offset]
  if (row === undefined) return []
  const read = Row.safeParse(row)
  if (!read.success) throw failed('unavailable', 'The answer of Google Sheets has not the shape it should have.')
  return read.data.values
}

/** Sheets leaves out what is zero. */
export const Tab = z.object({
  properties: z.object({
    sheetId: z.number().int().default(0),
    title: z.string(),
    gridProperties: z.object({ rowCount: z.number().int(), columnCount: z.number().int() }),
  }),
  data: z.array(Grid).default([]),
})

export const Spreadsheet = z.object({
  spreadsheetUrl: z.string().optional(),
  properties: z.object({ locale: z.string(), timeZone: z.string() }),
  // A range names one tab; more would be another's.
  sheets: z.array(Tab).length(1),
})
export type Spreadsheet = z.infer<typeof Spreadsheet>

const CELL = 'userEnteredValue,effectiveValue'
const HEAD = 'spreadsheetUrl,properties(locale,timeZone)'
const TAB = 'properties(sheetId,title,gridProperties(rowCount,columnCount))'
const ANCHORS = 'rowMetadata.developerMetadata(metadataId,metadataKey,metadataValue)'

const GRID = `data(startRow,startColumn,rowData.values(${CELL}),${ANCHORS})`

/** All that a read of the tasks needs, and nothing else of what could be megabytes. */
export const TASK_FIELDS = `${HEAD},sheets(${TAB},${GRID})`
export const SCHEMA_FIELDS = `${HEAD},sheets(${TAB},data(startRow,startColumn,rowData.values(${CELL},dataValidation.condition)))`

/** What a batch did; the rows it touched as they were right after it, in the same moment. */
export const Written = z.object({ spreadsheetId: z.string(), updatedSpreadsheet: Spreadsheet })
export const WRITTEN_FIELDS = `spreadsheetId,updatedSpreadsheet(${TASK_FIELDS})`

/** Messages are what people see, dates and numbers too. */
export const INTAKE_FIELDS = `${HEAD},sheets(${TAB},data(startRow,startColumn,rowData.values(effectiveValue,formattedValue),${ANCHORS}))`
export const INTAKE_WRITTEN_FIELDS = `spreadsheetId,updatedSpreadsheet(${INTAKE_FIELDS})`
