import { parseArgs } from 'node:util'
import type { Core } from '../../core/index.ts'
import type { AliasInput, Locale, Person } from '../../core/people/index.ts'
import { type DataCommand, noWords, onlyWord, table, UsageError, wordsOf } from './command.ts'
import { sayInstant } from './instant.ts'
import { type Words, wordsIn } from './words.ts'

const localeOf = (text: string | undefined, words: Words): Locale | undefined => {
  if (text === undefined || text === 'pt-BR' || text === 'en') return text
  throw new UsageError(words.localeIs)
}

/** Phones are shown by their last digits: a terminal's history is no address book. */
const shortAddress = ({ channel, address }: Person['aliases'][number]): string =>
  channel === 'whatsapp' ? `whatsapp …${address.replace(/@.*/, '').slice(-4)}` : `${channel} ${address}`

const add: DataCommand = {
  name: 'people add',
  usage: 'people add <name> [--phone +5511…] [--email a@b.c] [--operator] [--zone America/Sao_Paulo] [--locale pt-BR]',
  about: {
    'pt-BR': 'adiciona uma pessoa; sem telefone ela fica com o e-mail e a caixa de entrada do SparkOne',
    en: 'adds a person; without a phone they get e-mail and the SparkOne inbox',
  },
  run: async (core, args, { locale: language }) => {
    const words = wordsIn(language)
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
    if (name === null) throw new UsageError(words.personNeedsName)
    const aliases: AliasInput[] = [
      ...(values.phone ?? []).map((address) => ({ channel: 'whatsapp' as const, address })),
      ...(values.email ?? []).map((address) => ({ channel: 'email' as const, address })),
    ]
    const locale = localeOf(values.locale, words)
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
  about: { 'pt-BR': 'lista as pessoas e como são alcançadas', en: 'lists people and how they are reached' },
  run: async (core, args, context) => {
    noWords(args, context)
    const words = wordsIn(context.locale)
    const rows = (await everybody(core)).map((person) => [
      person.id,
      person.name,
      words.role[person.role],
      person.timeZone,
      // The web is a place to write from; what is for this person does not reach them there.
      person.aliases
        .filter(({ channel }) => channel !== 'web')
        .map(shortAddress)
        .join(', ') || words.inboxOnly,
    ])
    return table([words.peopleColumns, ...rows])
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
  about: { 'pt-BR': 'lista quem escreveu e ainda não é ninguém', en: 'lists who wrote and is nobody yet' },
  run: async (core, args, context) => {
    noWords(args, context)
    const words = wordsIn(context.locale)
    const rows = (await core.people.senders()).map((sender) => [
      sender.id,
      sender.displayName ?? '-',
      `…${sender.address.replace(/@.*/, '').slice(-4)}`,
      String(sender.messages),
      sayInstant(sender.lastSeenAt, context),
    ])
    return table([words.senderColumns, ...rows])
  },
}

const admit: DataCommand = {
  name: 'people admit',
  usage: 'people admit <sender id> (--name NAME | --person ID)',
  about: {
    'pt-BR': 'faz de um remetente uma pessoa, ou mais um endereço de uma',
    en: 'makes a sender a person, or one more address of one',
  },
  run: async (core, args, { locale: language }) => {
    const words = wordsIn(language)
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: { type: 'string' }, person: { type: 'string' } },
    })
    const id = onlyWord(positionals, words.whichSender)
    if (values.person !== undefined && values.name !== undefined) throw new UsageError(words.nameOrPerson)
    if (values.person !== undefined) return (await core.people.admit(id, { personId: values.person })).id
    if (values.name === undefined) throw new UsageError(words.sayWho)
    return (await core.people.admit(id, { name: values.name })).id
  },
}

export const peopleCommands: readonly DataCommand[] = [add, list, senders, admit]
