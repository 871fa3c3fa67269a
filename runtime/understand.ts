import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isTimeZone } from '../core/kernel/time.ts'
import { UsageError } from '../handlers/cli/command.ts'
import { understandLine, understandTsv } from '../handlers/cli/understand.ts'

const USAGE = 'Usage: sparkone understand [--now T] [--zone Z] [--locale pt-BR|en] <text | --tsv FILE>'

/** The command `understand`: prints what the grammar makes of a text, as JSON, one line a text. Opens nothing else. */
export const understandCommand = (args: readonly string[], print: (text: string) => void): number => {
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
  if (Number.isNaN(now.getTime()))
    throw new UsageError(`--now takes a time such as 2026-11-24T10:00:00-03:00.\n${USAGE}`)
  if (!isTimeZone(zone)) throw new UsageError(`--zone takes an IANA time zone.\n${USAGE}`)
  if (locale !== 'pt-BR' && locale !== 'en') throw new UsageError(`--locale is pt-BR or en.\n${USAGE}`)
  const options = { now, timeZone: zone, locale } as const
  if (tsv !== undefined) {
    print(understandTsv(readTexts(tsv), options).trimEnd())
    return 0
  }
  if (positionals.length === 0) throw new UsageError(USAGE)
  print(understandLine(positionals.join(' '), options))
  return 0
}

const readTexts = (path: string): string => {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch {
    throw new UsageError(`--tsv names a file that cannot be read.\n${USAGE}`)
  }
}
