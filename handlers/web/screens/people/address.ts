import type { Alias, UnknownSender } from '../../../../core/people/index.ts'
import type { PeopleWords } from './words.ts'

/** An address as a list shows it: of a phone the last four digits. */
export const maskedAddress = ({ channel, address }: Pick<Alias, 'channel' | 'address'>, words: PeopleWords): string =>
  channel === 'whatsapp' ? words.ends(address.replace(/@.*/, '').slice(-4)) : address

/** As an operator compares it with what they know: a phone with its plus, a LID as what it is. */
export const wholeAddress = ({ channel, address }: Pick<Alias, 'channel' | 'address'>, words: PeopleWords): string => {
  if (channel !== 'whatsapp') return address
  if (address.endsWith('@lid')) return `${words.phoneId} ${address.replace(/@.*/, '')}`
  return /^\d+$/.test(address) ? `+${address}` : address
}

export const senderName = ({ displayName }: Pick<UnknownSender, 'displayName'>, words: PeopleWords): string =>
  displayName === null || displayName.trim() === '' ? words.noName : displayName
