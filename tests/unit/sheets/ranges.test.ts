import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnOf, lettersOf, parseArea, rowsToA1 } from '../../../adapters/sheets/a1.ts'
import { parseSpreadsheetId } from '../../../adapters/sheets/index.ts'

describe('ranges', () => {
  it.each([
    [undefined, { tab: null, row: 0, column: 0, endColumn: null }],
    ['Tarefas', { tab: 'Tarefas', row: 0, column: 0, endColumn: null }],
    ['Tarefas!A:H', { tab: 'Tarefas', row: 0, column: 0, endColumn: 8 }],
    ["'Minhas tarefas'!B3:K", { tab: 'Minhas tarefas', row: 2, column: 1, endColumn: 11 }],
    ["'D''água'!$A$1:$C$99", { tab: "D'água", row: 0, column: 0, endColumn: 3 }],
    ['A1:H', { tab: null, row: 0, column: 0, endColumn: 8 }],
    ["'A:H'", { tab: 'A:H', row: 0, column: 0, endColumn: null }],
    ['Tarefas!', null],
    ['Tarefas!?', null],
  ])('%s are read, and end where the sheet does', (text, area) => {
    expect(parseArea(text)).toEqual(area)
  })

  it('name the rows of a tab, whatever it is called', () => {
    const area = { tab: "D'água", row: 0, column: 1, endColumn: 3 }
    expect(rowsToA1(area, { first: 4, count: 2 })).toBe("'D''água'!B5:C6")
    expect(rowsToA1(area, { first: 0, count: null })).toBe("'D''água'!B1:C")
    expect(rowsToA1({ ...area, endColumn: null }, { first: 4, count: 2 })).toBe("'D''água'!5:6")
    expect(rowsToA1({ ...area, endColumn: null }, { first: 0, count: null })).toBe("'D''água'")
    expect(rowsToA1({ ...area, tab: null, endColumn: null }, { first: 0, count: 2 })).toBe('1:2')
  })

  it('count columns as the sheet letters them', () => {
    expect([0, 25, 26, 701, 702].map(lettersOf)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
    fc.assert(fc.property(fc.nat(18_277), (column) => columnOf(lettersOf(column)) === column))
  })

  it('take a spreadsheet by its id or by its address', () => {
    const id = '1aB-cdEfGhIjKlMnOpQrStUvWxYz_0123456789'
    expect(parseSpreadsheetId(id)).toBe(id)
    expect(parseSpreadsheetId(`https://docs.google.com/spreadsheets/d/${id}/edit?usp=sharing#gid=0`)).toBe(id)
    expect(parseSpreadsheetId('Tarefas')).toBeNull()
  })
})
