import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinText, splitText } from '../../../adapters/notion/rich-text.ts'

const contents = (text: string): readonly string[] => (splitText(text) ?? []).map((piece) => piece.text.content)
const rejoined = (text: string): string => joinText(contents(text).map((plain_text) => ({ plain_text })))

const aText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('👩‍👩‍👧‍👦', '🇧🇷', 'ã', 'e\u0301', '\r\n', '👍🏽', ' ', 'a'.repeat(500)),
    ),
    { maxLength: 40 },
  )
  .chain((parts) => fc.nat(8).map((times) => parts.join('').repeat(times + 1)))

describe('a text in the pieces that Notion takes', () => {
  it('is the same text again, whatever is in it', () => {
    fc.assert(fc.property(aText, (text) => rejoined(text) === text))
  })

  it('has no piece longer than Notion takes, none that is empty, and none with half a character', () => {
    fc.assert(
      fc.property(aText, (text) => {
        for (const piece of contents(text)) {
          expect(piece.length).toBeGreaterThan(0)
          expect(piece.length).toBeLessThanOrEqual(2000)
          expect(piece.isWellFormed()).toBe(true)
        }
      }),
    )
  })

  it('is cut between what people take for characters', () => {
    const family = '👩‍👩‍👧‍👦'
    for (let before = 1880; before <= 1900; before += 1) {
      const [first = '', second = ''] = contents(`${'a'.repeat(before)}${family}fim`)
      expect(first + second).toBe(`${'a'.repeat(before)}${family}fim`)
      expect(first.includes(family) || second.startsWith(family)).toBe(true)
    }
  })

  it('is cut somewhere even when it is one endless character', () => {
    const endless = `e${'\u0301'.repeat(5000)}`
    expect(rejoined(endless)).toBe(endless)
    for (const piece of contents(endless)) expect(piece.length).toBeLessThanOrEqual(2000)
  })

  it('is nothing for nothing, and nothing at all when it is longer than a property can be', () => {
    expect(splitText('')).toEqual([])
    expect(splitText('a'.repeat(190_000))).toHaveLength(100)
    expect(splitText('a'.repeat(190_001))).toBeNull()
  })
})
