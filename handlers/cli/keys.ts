import { parseArgs } from 'node:util'
import { SCOPES, type Scope } from '../../core/access/index.ts'
import { isLocalDate, startOfDay } from '../../core/kernel/time.ts'
import { type DataCommand, noWords, onlyWord, table, UsageError, wordsOf } from './command.ts'
import { sayInstant } from './instant.ts'
import { type Words, wordsIn } from './words.ts'

const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text)

const scopesOf = (text: string | undefined, words: Words): readonly Scope[] => {
  if (text === undefined || text === 'all') return SCOPES
  return text.split(',').map((part) => {
    const name = part.trim()
    if (!isScope(name)) throw new UsageError(words.noSuchScope(name, SCOPES.join(', ')))
    return name
  })
}

/** A date alone is the beginning of that day, by the installation's clock. */
const expiryOf = (text: string | undefined, timeZone: string, words: Words): Date | null => {
  if (text === undefined) return null
  if (isLocalDate(text)) return startOfDay(text, timeZone)
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new UsageError(words.expiresIsDate)
  return at
}

const create: DataCommand = {
  name: 'keys create',
  usage: 'keys create <name> [--scopes tasks:read,tasks:write] [--person ID] [--expires 2027-01-31]',
  about: {
    'pt-BR': 'cria uma chave de API e mostra o segredo uma só vez',
    en: 'makes an API key and prints its secret once',
  },
  run: async (core, args, { locale, timeZone }) => {
    const words = wordsIn(locale)
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { scopes: { type: 'string' }, person: { type: 'string' }, expires: { type: 'string' } },
    })
    const name = wordsOf(positionals)
    if (name === null) throw new UsageError(words.keyNeedsName)
    const { secret } = await core.access.issue({
      name,
      scopes: scopesOf(values.scopes, words),
      personId: values.person ?? null,
      expiresAt: expiryOf(values.expires, timeZone, words),
    })
    return secret
  },
}

const list: DataCommand = {
  name: 'keys list',
  usage: 'keys list',
  about: { 'pt-BR': 'lista as chaves de API, nunca os segredos', en: 'lists API keys, never their secrets' },
  run: async (core, args, context) => {
    noWords(args, context)
    const words = wordsIn(context.locale)
    const rows = (await core.access.list()).map((key) => [
      key.id,
      key.name,
      key.scopes.length === SCOPES.length ? words.allScopes : key.scopes.join(','),
      key.expiresAt === null ? '-' : sayInstant(key.expiresAt, context),
      key.lastUsedAt === null ? words.never : sayInstant(key.lastUsedAt, context),
    ])
    return table([words.keyColumns, ...rows])
  },
}

const revoke: DataCommand = {
  name: 'keys revoke',
  usage: 'keys revoke <id>',
  about: { 'pt-BR': 'revoga uma chave de API na hora', en: 'takes an API key back, at once' },
  run: async (core, args, { locale }) => {
    const words = wordsIn(locale)
    await core.access.revoke(onlyWord(args, words.whichKey))
    return words.revoked
  },
}

export const keyCommands: readonly DataCommand[] = [create, list, revoke]
