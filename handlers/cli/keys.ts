import { parseArgs } from 'node:util'
import { SCOPES, type Scope } from '../../core/access/index.ts'
import { type DataCommand, noWords, onlyWord, table, UsageError, wordsOf } from './command.ts'

const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text)

const scopesOf = (text: string | undefined): readonly Scope[] => {
  if (text === undefined || text === 'all') return SCOPES
  return text.split(',').map((part) => {
    const name = part.trim()
    if (!isScope(name)) throw new UsageError(`"${name}" is no scope. There are: ${SCOPES.join(', ')}.`)
    return name
  })
}

const expiryOf = (text: string | undefined): Date | null => {
  if (text === undefined) return null
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new UsageError('--expires takes a date such as 2027-01-31.')
  return at
}

const create: DataCommand = {
  name: 'keys create',
  usage: 'keys create <name> [--scopes tasks:read,tasks:write] [--person ID] [--expires 2027-01-31]',
  about: 'makes an API key and prints its secret once',
  run: async (core, args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { scopes: { type: 'string' }, person: { type: 'string' }, expires: { type: 'string' } },
    })
    const name = wordsOf(positionals)
    if (name === null) throw new UsageError('Give the key a name.')
    const { secret } = await core.access.issue({
      name,
      scopes: scopesOf(values.scopes),
      personId: values.person ?? null,
      expiresAt: expiryOf(values.expires),
    })
    return secret
  },
}

const list: DataCommand = {
  name: 'keys list',
  usage: 'keys list',
  about: 'lists API keys, never their secrets',
  run: async (core, args) => {
    noWords(args)
    const rows = (await core.access.list()).map((key) => [
      key.id,
      key.name,
      key.scopes.length === SCOPES.length ? 'all' : key.scopes.join(','),
      key.expiresAt?.toISOString() ?? '-',
      key.lastUsedAt?.toISOString() ?? 'never',
    ])
    return table([['ID', 'NAME', 'SCOPES', 'EXPIRES', 'LAST USED'], ...rows])
  },
}

const revoke: DataCommand = {
  name: 'keys revoke',
  usage: 'keys revoke <id>',
  about: 'takes an API key back, at once',
  run: async (core, args) => {
    await core.access.revoke(onlyWord(args, 'Which key? `keys list` shows the ids.'))
    return 'Revoked.'
  },
}

export const keyCommands: readonly DataCommand[] = [create, list, revoke]
