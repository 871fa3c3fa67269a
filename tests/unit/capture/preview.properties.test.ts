import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Preview, type QuickAdd, REJECT_ALL } from '../../../core/capture/index.ts'
import { previewOf } from '../../../core/capture/preview-of.ts'
import { readText } from '../../../core/language/index.ts'
import { actorOf, createTestCore } from '../../support/core.ts'
import { runs } from '../../support/soak.ts'
import { NOW, rowsOf } from '../language/table.ts'

const rows = ['phrases.tsv', 'grammar-rules.tsv', 'whatsapp.tsv', 'whatsapp-more.tsv', 'asking.tsv'].flatMap(rowsOf)
const words = [...new Set(rows.flatMap(({ text }) => text.split(' ')))]
const aMixture = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((some) => some.join(' '))
const aText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...rows.map(({ text }) => text)) },
  { weight: 3, arbitrary: aMixture },
  fc.string({ unit: 'grapheme', maxLength: 80 }),
)
const aPerson = fc.record({
  timeZone: fc.constantFrom('America/Sao_Paulo', 'Europe/Lisbon', 'Pacific/Apia', 'Australia/Lord_Howe'),
  locale: fc.constantFrom('pt-BR' as const, 'en' as const),
})
const aMoment = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

/** A text, and some of what is understood of it rejected. */
const aCase = fc
  .record({ text: aText, person: aPerson, now: aMoment, coins: fc.infiniteStream(fc.boolean()) })
  .map(({ text, person, now, coins }) => {
    const of = (rejected: readonly string[]): Preview => previewOf(person, { text, rejected }, now)
    const rejected = of([])
      .chips.filter(() => coins.next().value)
      .map(({ id }) => id)
    return { text, person, now, of, rejected }
  })

const wordsIn = (text: string): readonly string[] => text.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
const lacking = (all: readonly string[], some: readonly string[]): readonly string[] => {
  const left = [...some]
  return all.filter((word) => {
    const index = left.indexOf(word)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

describe('a text as a new task, whatever is rejected of it', () => {
  it('loses no word: each is in the title or on a chip', () => {
    fc.assert(
      fc.property(aCase, ({ of, rejected }) => {
        const { text, title, chips } = of(rejected)
        const shown = wordsIn([title, ...chips.map((chip) => chip.words)].join(' '))
        expect(lacking(wordsIn(text), shown)).toEqual([])
      }),
      { numRuns: runs(1_500) },
    )
  })

  it('shows on a chip just what its spans cover, in the order of the text, no character twice', () => {
    fc.assert(
      fc.property(aCase, ({ of, rejected }) => {
        const { text, chips } = of(rejected)
        const points = [...text]
        let covered = 0
        for (const { words: said, spans } of chips) {
          expect(said).toBe(spans.map(({ start, end }) => points.slice(start, end).join('')).join(' … '))
        }
        for (const { start, end } of chips.flatMap(({ spans }) => spans).sort((a, b) => a.start - b.start)) {
          expect(start).toBeGreaterThanOrEqual(covered)
          expect(end).toBeGreaterThan(start)
          covered = end
        }
        const starts = chips.map(({ spans }) => spans[0]?.start ?? -1)
        expect(starts).toEqual([...starts].sort((a, b) => a - b))
      }),
      { numRuns: runs(1_000) },
    )
  })

  it('never offers again what was rejected, and its words are in the title', () => {
    fc.assert(
      fc.property(aCase, ({ of, rejected }) => {
        const { chips, title, text } = of(rejected)
        expect(chips.map(({ id }) => id).filter((id) => rejected.includes(id))).toEqual([])
        const before = of([])
        const back = before.chips.filter(({ id }) => rejected.includes(id)).flatMap((chip) => wordsIn(chip.words))
        const taken = wordsIn(chips.map((chip) => chip.words).join(' '))
        expect(lacking(lacking(back, wordsIn(title)), taken), text).toEqual([])
      }),
      { numRuns: runs(1_000) },
    )
  })

  it('is the whole text as typed once nothing shown is left, or when all is rejected at once', () => {
    fc.assert(
      fc.property(aCase, ({ of }) => {
        const whole = of([REJECT_ALL])
        expect(whole).toMatchObject({ chips: [], dueDate: null, dueTime: null, priority: 'medium', warnings: [] })
        expect(whole.title).toBe(whole.text)
        let rejected: readonly string[] = []
        for (let turn = 0; turn < 30; turn += 1) {
          const { chips } = of(rejected)
          if (chips.length === 0) break
          rejected = [...rejected, ...chips.map(({ id }) => id)]
        }
        expect(of(rejected).chips).toEqual([])
        if (rejected.length > 0) expect(of(rejected).title).toBe(whole.title)
      }),
      { numRuns: runs(700) },
    )
  })

  it('is the same each time, whatever else is rejected, in whatever order and case, and with its own `rejected`', () => {
    fc.assert(
      fc.property(aCase, ({ of, rejected }) => {
        const once = of(rejected)
        expect(of(rejected)).toEqual(once)
        const others = { ...once, rejected: expect.anything() }
        expect(of([...rejected.map((id) => id.toUpperCase()), 'date:never', '']).chips).toEqual(once.chips)
        expect(of([...rejected].reverse())).toEqual(others)
        expect(of(once.rejected)).toEqual(once)
      }),
      { numRuns: runs(500) },
    )
  })

  it('has a moment exactly when a chip says so', () => {
    fc.assert(
      fc.property(aCase, ({ of, rejected }) => {
        const { chips, dueDate, dueTime, priority } = of(rejected)
        const kinds = chips.map(({ kind }) => kind)
        expect(dueDate !== null).toBe(kinds.includes('date') || kinds.includes('time'))
        if (kinds.includes('time')) expect(dueTime).not.toBeNull()
        if (priority !== 'medium') expect(kinds).toContain('priority')
        expect(new Set(kinds).size).toBe(kinds.length)
      }),
      { numRuns: runs(1_000) },
    )
  })
})

describe('quick add', () => {
  it('makes exactly the task that its preview shows', async () => {
    const test = await createTestCore({ now: NOW })
    const actor = actorOf(test.ana, 'web')
    await fc.assert(
      fc.asyncProperty(aText, fc.infiniteStream(fc.boolean()), async (text, coins) => {
        fc.pre(readText(text).clean !== '')
        const rejected = (await test.core.capture.preview(actor, { text })).chips
          .filter(() => coins.next().value)
          .map(({ id }) => id)
        const input: QuickAdd = { text, rejected }
        const shown = await test.core.capture.preview(actor, input)
        const { task, preview } = await test.core.capture.quickAdd(actor, input)
        expect(preview).toEqual(shown)
        const { title, description, priority, dueDate, dueTime, timeZone } = shown
        const made = await test.core.tasks.get(actor, task.id)
        expect(made).toMatchObject({ title, description, priority, dueDate, dueTime, timeZone, channel: 'web' })
      }),
      { numRuns: runs(300) },
    )
  })
})
