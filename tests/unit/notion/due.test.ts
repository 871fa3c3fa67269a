import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDue, writeDue } from '../../../adapters/notion/due.ts'
import type { CopyDue } from '../../../core/sync/ports.ts'

const ZONES = ['UTC', 'America/Sao_Paulo', 'Pacific/Kiritimati', 'Pacific/Niue', 'Asia/Kathmandu', 'America/New_York']
const aMinute = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((at) => `${at.toISOString().slice(0, 16)}:00Z`)
const aDue: fc.Arbitrary<CopyDue> = fc.oneof(
  aMinute.map((at) => ({ at })),
  aMinute.map((at) => ({ date: at.slice(0, 10) })),
)

describe('a due date on Notion', () => {
  it('reads back as it was written, in every zone', () => {
    fc.assert(
      fc.property(aDue, fc.constantFrom(...ZONES), (due, zone) => {
        expect(readDue(writeDue(due, zone))).toEqual(due)
      }),
    )
  })

  it('keeps its day where the local day is another than in UTC', () => {
    expect(writeDue({ date: '2026-11-28' }, 'Pacific/Kiritimati')).toEqual({ start: '2026-11-28' })
    expect(readDue({ start: '2026-11-28' })).toEqual({ date: '2026-11-28' })
  })

  it('is written with the offset of the zone, that of summer in summer', () => {
    const write = (at: string) => writeDue({ at }, 'America/New_York').start
    expect(write('2026-01-15T12:00:00Z')).toBe('2026-01-15T07:00:00-05:00')
    expect(write('2026-07-15T12:00:00Z')).toBe('2026-07-15T08:00:00-04:00')
  })

  it('is the moment that an offset says, to the minute', () => {
    expect(readDue({ start: '2026-11-28T14:00:59.999-03:00' })).toEqual({ at: '2026-11-28T17:00:00Z' })
    expect(readDue({ start: '2026-11-28T00:30:00.000+05:45' })).toEqual({ at: '2026-11-27T18:45:00Z' })
  })

  it('is a wall time of the zone that is named beside it', () => {
    const start = '2026-11-28T14:00:00'
    expect(readDue({ start, time_zone: 'America/Sao_Paulo' })).toEqual({ at: '2026-11-28T17:00:00Z' })
  })

  it('of a range is its end', () => {
    expect(readDue({ start: '2026-11-01', end: '2026-11-28' })).toEqual({ date: '2026-11-28' })
  })

  it('cannot be read when it is no date, or a wall time of nowhere', () => {
    const strange = ['', 'amanhã', '2026-02-30', '2026-13-01', '2026-11-28T14:00:00', '2026-11-28T25:00:00Z']
    for (const start of strange) expect(readDue({ start })).toBeNull()
    expect(readDue({ start: '2026-11-28T14:00:00', time_zone: 'Marte/Olympus' })).toBeNull()
  })
})
