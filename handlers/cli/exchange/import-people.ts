import type { Core, Stores } from '../../../core/index.ts'
import type { Person } from '../../../core/people/index.ts'
import type { PersonRow } from './rows.ts'

/** Who the ids of a file are here. */
export type Known = Map<string, string>

/**
 * Adds the person unless they are here already, by their id or by an address. True when they were added. What the
 * row does not say comes from the installation's settings.
 */
export const importPerson = async (core: Core, stores: Stores, row: PersonRow, known: Known): Promise<boolean> => {
  const found = await whoIs(core, stores, row)
  const person = found ?? (await core.people.add(inputOf(row)))
  if (row.id !== null) known.set(row.id, person.id)
  return found === null
}

const whoIs = async (core: Core, stores: Stores, { id, aliases }: PersonRow): Promise<Person | null> => {
  if (id !== null) {
    const same = await stores.people.find(id)
    if (same !== null) return same
  }
  for (const { channel, address } of aliases) {
    const person = await core.people.resolve(channel, address)
    if (person !== null) return person
  }
  return null
}

const inputOf = (row: PersonRow): Parameters<Core['people']['add']>[0] => ({
  name: row.name,
  aliases: row.aliases,
  ...(row.id === null ? {} : { id: row.id }),
  ...(row.role === null ? {} : { role: row.role }),
  ...(row.locale === null ? {} : { locale: row.locale }),
  ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
  ...(row.quiet_start === null || row.quiet_end === null
    ? row.id === null
      ? {}
      : { quietHours: null }
    : { quietHours: { start: row.quiet_start, end: row.quiet_end } }),
  ...(row.brief_time === null && row.id === null ? {} : { briefTime: row.brief_time }),
  chain: row.chain,
})

/** By id, as in the file or as here, or by an address such as `email:ana@example.org`; null for nobody. */
export const personOf = async (core: Core, stores: Stores, said: string, known: Known): Promise<string | null> => {
  const id = known.get(said) ?? said
  if ((await stores.people.find(id)) !== null) return id
  const [channel, address] = [said.slice(0, said.indexOf(':')), said.slice(said.indexOf(':') + 1)]
  if (channel !== 'whatsapp' && channel !== 'email') return null
  return (await core.people.resolve(channel, address))?.id ?? null
}
