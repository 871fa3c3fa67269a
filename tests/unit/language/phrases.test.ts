import { describe, expect, it } from 'vitest'
import { differences, rowsOf } from './table.ts'

describe.each([
  ['the given phrases', 'phrases.tsv', 50],
  ['every rule, in both languages', 'grammar-rules.tsv', 350],
  ['what people really type', 'whatsapp.tsv', 200],
  ['more of what people really type', 'whatsapp-more.tsv', 200],
  ['whole conversations', 'conversation.tsv', 150],
  ['what other people’s phrases taught', 'learned.tsv', 40],
  ['the odd things people type', 'whatsapp-odd.tsv', 150],
  ['commands about several tasks', 'several-tasks.tsv', 30],
  ['the other of two values', 'swaps.tsv', 10],
  ['stretches of time', 'stretches.tsv', 15],
  ['hours as they are spoken', 'spoken-hours.tsv', 20],
  ['days and hours by how far they are', 'how-far.tsv', 50],
  ['recurrences but for some days', 'exceptions.tsv', 5],
  ['what is urgent and what is not', 'stress.tsv', 10],
  ['what only looks like a date', 'traps.tsv', 35],
  ['talk, lists and other commands', 'talk.tsv', 25],
  ['the many ways of asking', 'asking.tsv', 10],
  ['fresh phrases, after the rules had changed', 'fresh.tsv', 130],
  ['fresh phrases in English', 'english.tsv', 20],
])('%s', (_, file, atLeast) => {
  const rows = rowsOf(file)

  it('are all read', () => {
    expect(rows.length).toBeGreaterThan(atLeast)
  })

  it.each(rows.map((row) => [row.locale, row.text, row] as const))('%s: %s', (_locale, _text, row) => {
    expect(differences(row)).toEqual([])
  })
})
