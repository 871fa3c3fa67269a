import { parseArgs } from 'node:util'
import type { Core } from '../../core/index.ts'
import type { Person } from '../../core/people/index.ts'
import { CommandFailed, type DataCommand, noWords } from './command.ts'
import { sayInstant } from './instant.ts'
import { wordsIn } from './words.ts'

/** The way back in for an operator who is locked out; who can run this can read the database anyway. */
export const webLink: DataCommand = {
  name: 'web link',
  usage: 'web link [--person ID|NAME] [--reset-mfa]',
  about: {
    'pt-BR':
      'um link de uso único para entrar no console, do primeiro operador ou de outra pessoa; --reset-mfa encerra as sessões e tira o segundo fator',
    en: 'a single-use link into the console, for the first operator or somebody else; --reset-mfa ends sessions and takes the second factor off',
  },
  run: async (core, args, context) => {
    const words = wordsIn(context.locale)
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { person: { type: 'string' }, 'reset-mfa': { type: 'boolean' } },
    })
    noWords(positionals, context)
    const person = await personNamed(core, values.person)
    if (person === null) throw new CommandFailed(words.whichPerson)
    const { url, expiresAt } = await context.signInLink(person.id, values['reset-mfa'] === true)
    return words.signInLink(person.name, url, sayInstant(expiresAt, context))
  },
}

/** By id, or by a name that only one person has; the first operator where nobody is named. */
const personNamed = async (core: Core, named: string | undefined): Promise<Person | null> => {
  if (named === undefined) return core.people.firstOperator()
  const { people } = await core.people.list({ limit: 1000 })
  const found = people.filter(({ id, name }) => id === named || name.toLowerCase() === named.trim().toLowerCase())
  return found.length === 1 ? (found[0] ?? null) : null
}
