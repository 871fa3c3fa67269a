import type { Locale } from '../core/people/index.ts'
import { SETUP_USAGE } from '../handlers/cli/mirror/setup.ts'
import { DATA_COMMANDS } from '../handlers/cli/run.ts'
import { wordsIn } from './words.ts'

const own = (locale: Locale): readonly Entry[] => {
  const { about } = wordsIn(locale)
  return [
    { usage: '', about: about.both },
    { usage: 'serve', about: about.serve },
    { usage: 'work', about: about.work },
    { usage: 'migrate', about: about.migrate },
    { usage: 'restore <file> [--yes]', about: about.restore },
    { usage: 'move --to <postgres://…>', about: about.move },
    { usage: 'doctor [--json]', about: about.doctor },
    { usage: SETUP_USAGE, about: about.setup },
    { usage: 'understand [--now T] [--zone Z] [--locale L] <text | --tsv FILE>', about: about.understand },
    { usage: 'version', about: about.version },
  ]
}

interface Entry {
  readonly usage: string
  readonly about: string
}

const lines = (entries: readonly Entry[]): string =>
  entries.map(({ usage: text, about }) => `  ${`sparkone ${text}`.trimEnd()}\n      ${about}`).join('\n')

/** What a command is called: its usage up to what differs from call to call. */
const nameOf = ({ usage: text }: Entry): string => /^[a-z ]*/.exec(text)?.[0].trim() ?? ''

/** What one command does, when its help is asked for; null: it is not, or there is no such command. */
export const helpFor = (args: readonly string[], locale: Locale): string | null => {
  const [said = ''] = args.join('\0').split(/\0--(?:\0|$)/)
  const words = said.split('\0')
  if (!words.includes('--help') && !words.includes('-h')) return null
  const known = [
    ...own(locale),
    ...DATA_COMMANDS.map(({ usage: text, about }) => ({ usage: text, about: about[locale] })),
  ]
  const entry = known.find((it) => nameOf(it) !== '' && `${words.join(' ')} `.startsWith(`${nameOf(it)} `))
  return entry === undefined ? null : `${wordsIn(locale).usageOf(entry.usage)}\n${entry.about}`
}

/** Some commands and what they do. */
export const listed = (commands: readonly (typeof DATA_COMMANDS)[number][], locale: Locale): string =>
  lines(commands.map(({ usage: text, about }) => ({ usage: text, about: about[locale] })))

export const usage = (locale: Locale): string => {
  const words = wordsIn(locale)
  return [words.usage, '', lines(own(locale)), listed(DATA_COMMANDS, locale), '', words.configuration].join('\n')
}
