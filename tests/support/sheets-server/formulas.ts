import type { Cell, Tab, Value } from './book.ts'

/** What formulas show; enough of them that a cell can have a formula and a value, and fill those below it. */
export const shown = (tab: Tab): ((row: number, column: number) => Value | undefined) => {
  const spilled = spills(tab)
  return (row, column) => {
    const entered = tab.rows[row]?.cells[column]?.userEnteredValue
    if (entered?.formulaValue === undefined) return entered ?? spilled.get(`${row}:${column}`)
    return spilled.get(`${row}:${column}`) ?? evaluate(tab, entered.formulaValue)
  }
}

const ARRAY = /^=ARRAYFORMULA\(([A-Z])(\d+):\1\)$/i

const spills = (tab: Tab): ReadonlyMap<string, Value> => {
  const values = new Map<string, Value>()
  for (const [row, { cells }] of tab.rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const [, letter, first] = ARRAY.exec(cell.userEnteredValue?.formulaValue ?? '') ?? []
      if (letter === undefined) continue
      const from = letter.toUpperCase().charCodeAt(0) - 65
      for (let offset = 0; Number(first) - 1 + offset < tab.rows.length; offset += 1) {
        const value = tab.rows[Number(first) - 1 + offset]?.cells[from]?.userEnteredValue
        if (value !== undefined && row + offset < tab.rows.length) values.set(`${row + offset}:${column}`, value)
      }
    }
  }
  return values
}

const evaluate = (tab: Tab, formula: string): Value => {
  const [, letter, row] = /^=([A-Z])(\d+)$/i.exec(formula) ?? []
  if (letter !== undefined) {
    const cell: Cell | undefined = tab.rows[Number(row) - 1]?.cells[letter.toUpperCase().charCodeAt(0) - 65]
    return cell?.userEnteredValue ?? { numberValue: 0 }
  }
  const [, one, other] = /^=(\d+)\+(\d+)$/.exec(formula) ?? []
  if (one !== undefined) return { numberValue: Number(one) + Number(other) }
  const [, text] = /^="([^"]*)"$/.exec(formula) ?? []
  return { stringValue: text ?? '#NAME?' }
}
