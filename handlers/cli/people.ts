import { parseArgs } from 'node:util'
import type { Core } from '../../core/index.ts'
import type { AliasInput, Locale, Person } from '../../core/people/index.ts'
import { type DataCommand, noWords, onlyWord, table, UsageError, wordsOf } from './command.ts'

const localeOf = (text: string | undefined): Locale | undefined => {
  if (text === undefined || text === 'pt-BR' || text === 'en') return text
  throw new UsageError('--locale is pt-BR or en.')
}

/** Phones are shown by their last digits: a terminal's history is no address book. */
const shortAddress = ({ channel, address }: Person['aliases'][number]): string =>
  channel === 'whatsapp' ? `whatsapp …${address.replace(/@.*/, '').slice(-4)}` : `${channel} ${address}`

const add: DataCommand = {
  name: 'people add',
  usage: 'people add <name> [--phone +5511…] [--email a@b.c] [--operator] [--zone America/Sao_Paulo] [--locale pt-BR]',
  about: 'adds a person; without a phone they get e-mail and the inbox',
  run: async (core, args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        phone: { type: 'string', multiple: true },
        email: { type: 'string', multiple: true },
        operator: { type: 'boolean' },
        zone: { type: 'string' },
        locale: { type: 'string' },
      },
    })
    const name = wordsOf(positionals)
    if (name === null) throw new UsageError('Give the person a name.')
    const aliases: AliasInput[] = [
      ...(values.phone ?? []).map((address) => ({ channel: 'whatsapp' as const, address })),
      ...(values.email ?? []).map((address) => ({ channel: 'email' as const, address })),
    ]
    const locale = localeOf(values.locale)
    const person = await core.people.add({
      name,
      aliases,
      ...(values.operator === true ? { role: 'operator' as const } : {}),
      ...(values.zone === undefined ? {} : { timeZone: values.zone }),
      ...(locale === undefined ? {} : { locale }),
    })
    return person.id
  },
}

const list: DataCommand = {
  name: 'people list',
  usage: 'people list',
  about: 'lists people and how they are reached',
  run: async (core, args) => {
    noWords(args)
    const rows = (await everybody(core)).map((person) => [
      person.id,
      person.name,
      person.role,
      person.timeZone,
      person.aliases.map(shortAddress).join(', ') || 'inbox only',
    ])
    return table([['ID', 'NAME', 'ROLE', 'ZONE', 'REACHED BY'], ...rows])
  },
}

const everybody = async (core: Core): Promise<readonly Person[]> => {
  const found: Person[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<Core['people']['list']>> = await core.people.list({
      limit: 100,
      ...(after === null ? {} : { after }),
    })
    found.push(...page.people)
    after = page.next
  } while (after !== null)
  return found
}

const senders: DataCommand = {
  name: 'people senders',
  usage: 'people senders',
  about: 'lists who wrote and is nobody yet',
  run: async (core, args) => {
    noWords(args)
    const rows = (await core.people.senders()).map((sender) => [
      sender.id,
      sender.displayName ?? '-',
      `…${sender.address.replace(/@.*/, '').slice(-4)}`,
      String(sender.messages),
      sender.lastSeenAt.toISOString(),
    ])
    return table([['ID', 'NAME', 'ADDRESS', 'MESSAGES', 'LAST SEEN'], ...rows])
  },
}

const admit: DataCommand = {
  name: 'people admit',
  usage: 'people admit <sender id> (--name NAME | --person ID)',
  about: 'makes a sender a person, or one more address of one',
  run: async (core, args) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: { type: 'string' }, person: { type: 'string' } },
    })
    const id = onlyWord(positionals, 'Which sender? `people senders` shows the ids.')
    if (values.person !== undefined && values.name !== undefined) throw new UsageError('Either --name or --person.')
    if (values.person !== undefined) return (await core.people.admit(id, { personId: values.person })).id
    if (values.name === undefined) throw new UsageError('Say who it is: --name or --person.')
    return (await core.people.admit(id, { name: values.name })).id
  },
}

export const peopleCommands: readonly DataCommand[] = [add, list, senders, admit]
