import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dueOf,
  fractionOf,
  readDueText,
  serialOf,
  timeOfDay,
  wallTimeIn,
  wallTimeOf,
} from '../../../adapters/sheets/serial.ts'

const minutes = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 16)}:00Z`)
const zone = fc.constantFrom('America/Sao_Paulo', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Europe/Lisbon')

describe('dates as numbers', () => {
  it('are those of the sheet: 1899-12-30 is 0', () => {
    expect(serialOf('1899-12-30')).toBe(0)
    expect(serialOf('2026-11-28')).toBe(46_354)
    expect(wallTimeOf(46_354)).toEqual({ date: '2026-11-28', time: null })
    expect(wallTimeOf(46_354.583_333_333_3)).toEqual({ date: '2026-11-28', time: '14:00' })
  })

  it('are dates only in the times of people now: a 7 is a 7', () => {
    expect([7, -1, 2026, 1e9].map(wallTimeOf)).toEqual([null, null, null, null])
  })

  it('keep every minute of every zone, but where the clocks say it twice or it is midnight', () => {
    fc.assert(
      fc.property(minutes, zone, (at, timeZone) => {
        const wall = wallTimeIn({ at }, timeZone)
        if (wall === null || wall.time === null || wall.time === '00:00') return
        const read = wallTimeOf(serialOf(wall.date) + fractionOf(wall.time))
        expect(read && dueOf(read, timeZone)).toEqual({ at })
      }),
    )
  })
})

describe('dates as text', () => {
  const reading = (text: string, locale = 'pt_BR') => readDueText(text, { locale, zone: 'America/Sao_Paulo' })

  it.each([
    ['2026-11-28', { date: '2026-11-28' }],
    ['28/11/2026', { date: '2026-11-28' }],
    ['28.11.26', { date: '2026-11-28' }],
    ['28/11/2026, 14h', { at: '2026-11-28T17:00:00Z' }],
    ['2026-11-28 14:00', { at: '2026-11-28T17:00:00Z' }],
    ['2026-11-28T14:00:30.5Z', { at: '2026-11-28T14:00:00Z' }],
    ['2026-11-28T00:00-03:00', { at: '2026-11-28T03:00:00Z' }],
    ['2026-11-28T14:00:00+99:99', null],
    ['2026-11-28T14:00:00-24:00', null],
    ['31/02/2026', null],
    ['28/11', null],
    ['28/11/2026 25:00', null],
    ['11-28', null],
    ['hoje', null],
    ['', null],
  ])('%s is read as it was meant, or not at all', (text, due) => {
    expect(reading(text)).toEqual(due)
  })

  it('are in the order of the locale', () => {
    expect(reading('11/12/2026', 'en_US')).toEqual({ date: '2026-11-12' })
    expect(reading('11/12/2026', 'en_GB')).toEqual({ date: '2026-12-11' })
  })

  it('never make a date that is none, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9/.:hTZ -]{0,20}$/)), (text) => {
        const due = reading(text)
        if (due !== null) expect(Number.isNaN(Date.parse('date' in due ? due.date : due.at))).toBe(false)
      }),
    )
  })
})

it('times of day are read as fractions and as people write them', () => {
  expect([0.5, 0, 0.999_999, '14:00', '9h', '9h05', '14:00:00'].map(timeOfDay)).toEqual([
    '12:00',
    '00:00',
    null,
    '14:00',
    '09:00',
    '09:05',
    '14:00',
  ])
  expect(['24:00', '14', 'logo', 1.5, -0.1].map(timeOfDay)).toEqual([null, null, null, null, null])
})
