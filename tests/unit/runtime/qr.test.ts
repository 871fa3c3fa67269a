import { stripVTControlCharacters } from 'node:util'
import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { drawQr, qrModules } from '../../../runtime/qr.ts'

// As long as the codes of WhatsApp are.
const CODE = `2@${'AbC+/9'.repeat(38)},secret,secret`

describe('a QR code in the terminal', () => {
  it('has each module of the code, dark on light, with the quiet margin that scanners need', async () => {
    const { data, size } = encode(CODE, { border: 4 })
    const lines = (await drawQr(CODE)).split('\n')
    const cells = lines.map((line) => [...stripVTControlCharacters(line)])
    const isDark = (row: number, column: number): boolean => {
      const cell = cells[row >> 1]?.[column] ?? ' '
      return cell === '█' || cell === (row % 2 === 0 ? '▀' : '▄')
    }
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) expect(isDark(row, column)).toBe(data[row]?.[column])
    }
    for (const line of lines) {
      expect(line.startsWith('\u001b[30;107m')).toBe(true)
      expect(line.endsWith('\u001b[0m')).toBe(true)
    }
  })

  it('fits a terminal of 80 columns', async () => {
    const widest = Math.max(...(await drawQr(CODE)).split('\n').map((line) => stripVTControlCharacters(line).length))
    expect(widest).toBeLessThanOrEqual(80)
  })
})

describe('a QR code as modules', () => {
  it('has each module of the code and no margin', async () => {
    expect(await qrModules(CODE)).toEqual(encode(CODE, { border: 0 }).data)
  })
})
