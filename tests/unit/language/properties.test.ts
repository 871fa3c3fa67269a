import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Reference, understand } from '../../../core/language/index.ts'
import { runs } from '../../support/soak.ts'
import { NOW, referenceOf, rowsOf } from './table.ts'

const rows = ['phrases.tsv', 'grammar-rules.tsv', 'whatsapp.tsv', 'whatsapp-more.tsv'].flatMap(rowsOf)
const aRow = fc.constantFrom(...rows)
const aZone = fc.constantFrom(
  'America/Sao_Paulo',
  'America/New_York',
  'Europe/Lisbon',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'UTC',
)
const aReference: fc.Arbitrary<Reference> = fc.record({
  now: fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  timeZone: aZone,
  locale: fc.constantFrom('pt-BR' as const, 'en' as const),
})
/** Words of the grammars in any order: what random letters would hardly ever make. */
const words = [...new Set(rows.flatMap(({ text }) => text.split(' ')))]
const aMixture = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((some) => some.join(' '))
const aText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'grapheme' }), aMixture)

const wordsOf = (text: string): string[] => text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
const isSubsequence = (some: readonly string[], all: readonly string[]): boolean => {
  let from = 0
  return some.every((word) => {
    const index = all.indexOf(word, from)
    from = index + 1
    return index >= 0
  })
}
const meaningOf = (text: string, reference: Reference) => {
  const { title: _, text: __, ...meaning } = understand(text, reference)
  return meaning
}

describe('understanding any text', () => {
  it('never throws, and never answers what the rest of the core would refuse', () => {
    fc.assert(
      fc.property(aText, aReference, (text, reference) => {
        const found = understand(text, reference)
        expect(found.text).toBe(text)
        if (found.dueTime !== null) expect(found.dueTime).toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
        if (found.dueTime !== null || found.rrule !== null) expect(found.dueDate).not.toBeNull()
        if (found.dueDate !== null) expect(found.dueDate).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        if (found.rrule !== null) expect(found.rrule).toMatch(/^FREQ=[A-Z]+(?:;[A-Z]+=[-A-Z0-9,]+)*$/)
        expect(found.title).not.toBe('')
      }),
      { numRuns: runs(1_500) },
    )
  })

  it('makes titles of the text’s own words, in their order', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          aMixture,
          aRow.map(({ text }) => text),
        ),
        aReference,
        (text, reference) => {
          const { title } = understand(text, reference)
          if (title !== null) expect(isSubsequence(wordsOf(title), wordsOf(text))).toBe(true)
        },
      ),
      { numRuns: runs(1_000) },
    )
  })

  it('never dates anything before the day it was written', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          aMixture,
          aRow.map(({ text }) => text),
        ),
        aReference,
        (text, reference) => {
          const today = new Intl.DateTimeFormat('sv-SE', { timeZone: reference.timeZone }).format(reference.now)
          const { dueDate } = understand(text, reference)
          if (dueDate !== null) expect(dueDate >= today).toBe(true)
        },
      ),
      { numRuns: runs(1_000) },
    )
  })
})

describe('how a text is typed changes nothing about what it means', () => {
  const variants: readonly (readonly [string, (text: string) => string])[] = [
    ['in capitals', (text) => text.toUpperCase()],
    ['in small letters', (text) => text.toLowerCase()],
    ['without accents', (text) => text.normalize('NFD').replace(/\p{M}/gu, '')],
    ['with accents as marks of their own', (text) => text.normalize('NFD')],
    ['with more space', (text) => `  ${text.replaceAll(' ', '   ')}\n`],
    ['on several lines', (text) => text.replaceAll(' ', '\n')],
    ['with control characters', (text) => `\u0000${text.replaceAll(' ', '\u0007 ')}\u200b`],
  ]

  it.each(variants)('%s', (_, typed) => {
    for (const { locale, text } of rows) {
      expect([text, meaningOf(typed(text), referenceOf(locale))]).toEqual([text, meaningOf(text, referenceOf(locale))])
    }
  })

  it('in any mixture of cases', () => {
    fc.assert(
      fc.property(aRow, fc.infiniteStream(fc.boolean()), ({ locale, text }, coins) => {
        const typed = [...text].map((letter) => (coins.next().value ? letter.toUpperCase() : letter.toLowerCase()))
        expect(meaningOf(typed.join(''), referenceOf(locale))).toEqual(meaningOf(text, referenceOf(locale)))
      }),
      { numRuns: runs(500) },
    )
  })
})

describe('long texts', () => {
  const pieces = ['a', '!', ' ,', '1', '1/', '1/1 ', '15/12 ', 'até ', 'de 2 em ', 'segunda, ', 'toda ', 'oi, ', '(']
  const more = [
    'às 3 e ',
    'ok ',
    'não esquecer de ',
    '👍',
    '@',
    'a@a.',
    'www.',
    '"',
    'ã̃',
    '\u0000',
    'every ',
    'on the ',
    'às 9h até o fim de ',
    'às 9h na primeira semana ',
    'at 9 by the first ',
  ]

  it.each([...pieces, ...more])('cost no more than their length: %j', (piece) => {
    const long = piece.repeat(Math.ceil(10_000 / piece.length))
    const reference = { now: NOW, timeZone: 'America/Sao_Paulo', locale: 'pt-BR' as const }
    understand(long, reference)
    const start = performance.now()
    understand(long, reference)
    // A backtracking expression takes seconds; a busy machine is allowed its pauses.
    expect(performance.now() - start).toBeLessThan(400)
  })

  it('keep all their words in the title', () => {
    const long = `comprar pão amanhã ${'e leite '.repeat(1_200)}`
    const { title, dueDate } = understand(long, referenceOf('pt'))
    expect(dueDate).toBe('2026-11-25')
    expect(title).toHaveLength(long.trim().length - ' amanhã'.length)
  })
})
