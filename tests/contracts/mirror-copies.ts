import fc from 'fast-check'
import type { Copy } from '../../core/sync/ports.ts'

/** What the outside's schema knows by name: an adapter's test makes these options and people there. */
export const MIRROR_LABELS = ['casa', 'servidor', 'urgência'] as const
export const MIRROR_PEOPLE = ['Ana', 'Bruno'] as const

/** With something in every field. */
export const FULL: Copy = {
  title: 'Renovar o certificado 🙂',
  description: 'Duas linhas,\na segunda com "aspas".',
  status: 'in_progress',
  priority: 'high',
  due: { at: '2026-11-28T17:00:00Z' },
  labels: ['casa', 'servidor'],
  assignee: 'Ana',
}
export const BARE: Copy = {
  title: 'Ligar para o João',
  description: null,
  status: 'pending',
  priority: 'medium',
  due: null,
  labels: [],
  assignee: null,
}

/** Texts that outside systems like to eat: formulas, quotes, line breaks, characters of two units, long ones. */
const aText = (max: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }) },
      { weight: 4, arbitrary: fc.constantFrom('=1+1', "'aspas", '+55 11', '-1', '@x', '007', 'TRUE', '28/11/2026') },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: max / 2, maxLength: max / 2 }) },
    )
    // Trimmed and without control characters, as the core keeps texts that come from people.
    .map((text) => [...text.normalize('NFC').replaceAll(/\p{Cc}|\p{Zl}|\p{Zp}/gu, '')].slice(0, max).join('').trim())
    .filter((text) => text !== '')

const anInstant = fc
  .date({ min: new Date('2001-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 16)}:00Z`)

export const aCopy: fc.Arbitrary<Copy> = fc.record({
  title: aText(500),
  description: fc.option(aText(10_000)),
  status: fc.constantFrom('pending', 'in_progress', 'completed', 'cancelled'),
  priority: fc.constantFrom('low', 'medium', 'high', 'urgent'),
  due: fc.option(
    fc.oneof(
      anInstant.map((at) => ({ at })),
      anInstant.map((at) => ({ date: at.slice(0, 10) })),
    ),
  ),
  labels: fc.subarray([...MIRROR_LABELS].sort()),
  assignee: fc.option(fc.constantFrom(...MIRROR_PEOPLE)),
})
