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
])('%s', (_, file, atLeast) => {
  const rows = rowsOf(file)

  it('are all read', () => {
    expect(rows.length).toBeGreaterThan(atLeast)
  })

  it.each(rows.map((row) => [row.locale, row.text, row] as const))('%s: %s', (_locale, _text, row) => {
    expect(differences(row)).toEqual([])
  })
})
