import { parseArgs } from 'node:util'
import type { Locale } from '../../../core/people/index.ts'
import type { MirrorName } from '../../../core/sync/index.ts'
import { CommandFailed, UsageError } from '../command.ts'
import { whichMirror } from './which.ts'
import { wordsIn } from './words.ts'

/** What was made outside, or why nothing was, in words. */
export type SetUp =
  | { readonly ok: true; readonly url: string | null; readonly variables: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly why: string }

/** Makes what a mirror needs outside; each call makes another one. null: its credential is not configured. */
export interface MirrorSetUp {
  /** `page`: under which the database is made. */
  readonly notion: ((page: string, title: string | null) => Promise<SetUp>) | null
  readonly sheets: ((title: string | null) => Promise<SetUp>) | null
}

export const SETUP_USAGE = 'mirror setup <notion --page URL | sheets> [--title X]'

/** The command `mirror setup`: a fresh database or tab with all that is needed, and the variables that lead there. */
export const mirrorSetup = async (args: readonly string[], locale: Locale, setUp: MirrorSetUp): Promise<string> => {
  const words = wordsIn(locale)
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { page: { type: 'string' }, title: { type: 'string' } },
  })
  const name = whichMirror(positionals, locale)
  const title = values.title ?? null
  const make =
    name === 'notion' ? underPage(values.page, title, locale, setUp) : inTab(values.page, title, locale, setUp)
  const made = await make()
  if (!made.ok) throw new CommandFailed(made.why)
  const variables = Object.entries(made.variables).map(([variable, value]) => `  ${variable}=${value}`)
  return [words.made(words.name[name], made.url), ...variables, words.thenRestart(name)].join('\n')
}

const underPage = (page: string | undefined, title: string | null, locale: Locale, { notion }: MirrorSetUp) => {
  if (page === undefined) throw new UsageError(wordsIn(locale).pageNeeded)
  if (notion === null) throw unconfigured('notion', locale)
  return () => notion(page, title)
}

const inTab = (page: string | undefined, title: string | null, locale: Locale, { sheets }: MirrorSetUp) => {
  if (page !== undefined) throw new UsageError(wordsIn(locale).pageIsOfNotion)
  if (sheets === null) throw unconfigured('sheets', locale)
  return () => sheets(title)
}

const unconfigured = (name: MirrorName, locale: Locale): CommandFailed =>
  new CommandFailed(wordsIn(locale).credentialNeeded[name])
