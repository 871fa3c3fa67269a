import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { troubleIn } from '../../../runtime/troubles.ts'

/** Where what may keep SparkOne from starting is put into words. */
const SOURCES = [
  'adapters/postgres/errors.ts',
  'adapters/postgres/folder-lock.ts',
  'adapters/postgres/migrate.ts',
  'adapters/postgres/open-pglite.ts',
  'adapters/postgres/open-postgres.ts',
  'adapters/postgres/probe.ts',
  'adapters/postgres/queue.ts',
  'adapters/redis/failure.ts',
  'adapters/smtp/channel.ts',
  'runtime/control-socket.ts',
  'runtime/listen.ts',
  'runtime/require-interpreter.ts',
  'runtime/run-command.ts',
]

/** Sentences of a source: literals that begin as one, with a number in the place of each value; joined ones in one. */
const sentencesOf = (path: string): readonly string[] => {
  const source = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  const joined = source
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    // A mistake of a programmer is told to programmers.
    .replaceAll(/new Error\([^)]*\)/g, '')
    .replaceAll(/\$\{host === hostname[^`]*`[^`]*`\}/g, '')
    .replaceAll(/\$\{[^}]*\}/g, '7')
    .replaceAll(/(['"`]) \+\n\s*['"`]/g, '')
  const literals = joined.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)
  return [...literals]
    .map(([, plain, template]) => plain ?? template ?? '')
    .filter((text) => /^[A-Z7].* .*\S{3}/.test(text) && !text.startsWith('This unit of work'))
}

describe('what keeps SparkOne from starting', () => {
  it.each(SOURCES.flatMap((path) => sentencesOf(path).map((sentence) => [path, sentence] as const)))(
    'is told in Portuguese: %s: %s',
    (_, message) => {
      expect(troubleIn('pt-BR', { message })).not.toBe(message)
      expect(troubleIn('en', { message })).toBe(message)
    },
  )

  it('keeps the values that say what to do', () => {
    const message = 'Port 8000 is taken by another program. Stop it, or choose another port with PORT.'
    expect(troubleIn('pt-BR', { message })).toBe(
      'A porta 8000 está ocupada por outro programa. Pare-o, ou escolha outra com PORT.',
    )
  })

  it('stays as it was said where there are no words for it', () => {
    expect(troubleIn('pt-BR', { message: 'Something else.' })).toBe('Something else.')
  })
})
