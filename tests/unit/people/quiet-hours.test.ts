import { describe, expect, it } from 'vitest'
import { quietUntil } from '../../../core/people/quiet-hours.ts'

const until = (start: string, end: string, timeZone: string, now: string): string | null =>
  quietUntil({ quietHours: { start, end }, timeZone }, new Date(now))?.toISOString() ?? null

describe('quiet hours', () => {
  it.each([
    ['before they start', '2026-01-06T00:59:59Z', null],
    ['from their first instant', '2026-01-06T01:00:00Z', '2026-01-06T10:00:00.000Z'],
    ['after midnight', '2026-01-06T06:00:00Z', '2026-01-06T10:00:00.000Z'],
    ['to their last', '2026-01-06T09:59:59Z', '2026-01-06T10:00:00.000Z'],
    ['not at their end', '2026-01-06T10:00:00Z', null],
  ])('cross midnight in the zone of the person: %s', (_, now, expected) => {
    expect(until('22:00', '07:00', 'America/Sao_Paulo', now)).toBe(expected)
  })

  it.each([
    ['2026-01-06T15:59:00Z', null],
    ['2026-01-06T16:00:00Z', '2026-01-06T17:30:00.000Z'],
    ['2026-01-06T17:30:00Z', null],
  ])('lie within one day: %s', (now, expected) => {
    expect(until('13:00', '14:30', 'America/Sao_Paulo', now)).toBe(expected)
  })

  it('end by the wall clock through the night the clocks go forward, an hour sooner', () => {
    expect(until('22:00', '07:00', 'Europe/Lisbon', '2026-03-29T00:30:00Z')).toBe('2026-03-29T06:00:00.000Z')
  })

  it('end by the wall clock through the night the clocks go back, an hour later', () => {
    expect(until('22:00', '07:00', 'Europe/Lisbon', '2026-10-25T00:30:00Z')).toBe('2026-10-25T07:00:00.000Z')
  })

  it('that would end inside the hour that is skipped end after it', () => {
    expect(until('22:00', '01:30', 'Europe/Lisbon', '2026-03-29T00:15:00Z')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('of no length, or none at all, never hold', () => {
    expect(until('22:00', '22:00', 'UTC', '2026-01-06T22:00:00Z')).toBeNull()
    expect(quietUntil({ quietHours: null, timeZone: 'UTC' }, new Date('2026-01-06T22:00:00Z'))).toBeNull()
  })
})
