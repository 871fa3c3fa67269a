import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isTimeZone } from '../core/kernel/time.ts'
import type { Locale } from '../core/people/index.ts'
import { UsageError } from '../handlers/cli/command.ts'
import { understandLine, understandTsv } from '../handlers/cli/understand.ts'
import { wordsIn } from './words.ts'

/** The command `understand`: prints what the grammar makes of a text, as JSON, one line a text. Opens nothing else. */
export const understandCommand = (args: readonly string[], language: Locale, print: (text: string) => void): number => {
  const words = wordsIn(language)
  const misused = (why: string): UsageError => new UsageError(`${why}\n${words.understandUsage}`)
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      now: { type: 'string' },
      zone: { type: 'string', default: 'America/Sao_Paulo' },
      locale: { type: 'string', default: 'pt-BR' },
      tsv: { type: 'string' },
    },
  })
  const now = values.now === undefined ? new Date() : new Date(values.now)
  const { zone, locale, tsv } = values
  if (Number.isNaN(now.getTime())) throw misused(words.nowIs)
  if (!isTimeZone(zone)) throw misused(words.zoneIs)
  if (locale !== 'pt-BR' && locale !== 'en') throw misused(words.localeIs)
  const options = { now, timeZone: zone, locale } as const
  if (tsv !== undefined) {
    const content = readTexts(tsv)
    if (content === null) throw misused(words.tsvUnreadable)
    print(understandTsv(content, options).trimEnd())
    return 0
  }
  if (positionals.length === 0) throw new UsageError(words.understandUsage)
  print(understandLine(positionals.join(' '), options))
  return 0
}

const readTexts = (path: string): string | null => {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch {
    return null
  }
}
