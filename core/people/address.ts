import type { Alias, ChannelName, Person } from './person.ts'

/**
 * The alias by which a person is reached on a channel: their oldest, a phone before a LID (a LID that changed leads
 * nowhere). Null when they have none.
 */
export const aliasOn = (channel: ChannelName, person: Pick<Person, 'aliases'>): Alias | null => {
  const rank = ({ key }: Alias): number => (key.endsWith('@lid') ? 1 : 0)
  const [first] = person.aliases
    .filter((alias) => alias.channel === channel)
    .toSorted((a, b) => rank(a) - rank(b) || a.createdAt.getTime() - b.createdAt.getTime())
  return first ?? null
}
