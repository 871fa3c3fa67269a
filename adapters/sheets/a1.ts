/** Part of a tab: from a row and a column on, both counted from 0; without an end it goes on to the last. */
export interface Area {
  /** null: the first tab. */
  readonly tab: string | null
  readonly row: number
  readonly column: number
  /** Not included; null: all there are. */
  readonly endColumn: number | null
}

/**
 * Reads `Tarefas`, `'Minhas tarefas'!B3:K`, `B3:K99` or nothing. The last row is left out: what people add below is part
 * of it. null: none of these.
 */
export const parseArea = (text: string | undefined): Area | null => {
  const whole = (tab: string | null): Area => ({ tab, row: 0, column: 0, endColumn: null })
  const given = text?.trim() ?? ''
  if (given === '') return whole(null)
  const [, quoted, plain, cells] = /^(?:'((?:[^']|'')+)'|([^'!]+))(?:!(.+))?$/.exec(given) ?? []
  const tab = quoted?.replaceAll("''", "'") ?? plain ?? null
  if (tab === null) return null
  if (cells !== undefined) return parseCells(tab, cells)
  return (quoted === undefined && given.includes(':') ? parseCells(null, given) : null) ?? whole(tab)
}

const parseCells = (tab: string | null, cells: string): Area | null => {
  const found = /^\$?([A-Z]{1,3})\$?(\d+)?(?::\$?([A-Z]{1,3})\$?(\d+)?)?$/i.exec(cells.trim())
  const [, from, row, to] = found ?? []
  if (from === undefined) return null
  const column = columnOf(from)
  return { tab, row: row === undefined ? 0 : Number(row) - 1, column, endColumn: to ? columnOf(to) + 1 : null }
}

/** `A` is 0. */
export const columnOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

export const lettersOf = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : lettersOf(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26))

export interface RowSpan {
  readonly first: number
  /** null: to the last. */
  readonly count: number | null
}

/**
 * Rows of an area in A1. Without an end column whole rows are named, since a name past the last column of a small sheet
 * may be refused; what lies before the area's first column then comes along.
 */
export const rowsToA1 = ({ tab, column, endColumn }: Area, { first, count }: RowSpan): string => {
  const last = count === null ? '' : `${first + count}`
  const quoted = tab === null ? '' : `'${tab.replaceAll("'", "''")}'`
  const cells =
    endColumn !== null
      ? `${lettersOf(column)}${first + 1}:${lettersOf(endColumn - 1)}${last}`
      : count === null
        ? ''
        : `${first + 1}:${last}`
  return [quoted, cells].filter((part) => part !== '').join('!')
}
