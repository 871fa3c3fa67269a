import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const ROOT = new URL('../../../handlers/web/', import.meta.url)

/** The texts of a catalogue, as they are quoted in it. */
const textsIn = (file: string): readonly string[] =>
  readFileSync(new URL(file, ROOT), 'utf8').match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? []

describe('the inbox, wherever the console speaks of it', () => {
  it('is said to be that of SparkOne, since "inbox" alone is that of e-mail to who reads it', () => {
    const catalogues = globSync('{words,screens/*}/*{pt,en}.ts', { cwd: ROOT })
    const texts = catalogues.flatMap(textsIn).filter((text) => /caixa de entrada|\binbox\b/i.test(text))
    expect(texts.length).toBeGreaterThan(10)
    expect(texts.filter((text) => !text.includes('SparkOne'))).toEqual([])
  })
})
