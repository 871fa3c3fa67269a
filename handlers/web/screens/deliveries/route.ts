import type { Delivery } from '../../../../core/notify/index.ts'
import type { Locale, Person } from '../../../../core/people/index.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { deliveriesWordsIn } from './words.ts'

/** Where an attempt went, told apart from the person's other addresses but never in full. null: nothing to tell. */
export const sayRoute = (
  { addressRef }: Pick<Delivery, 'addressRef'>,
  person: Person | null,
  locale: Locale,
): string | null => {
  if (addressRef === null) return null
  const words = deliveriesWordsIn(locale)
  if (addressRef === 'fallback') return words.toAddress(deliveryWordsIn(locale).fallback)
  if (addressRef === 'reply') return words.toAddress(words.replied)
  const alias = person?.aliases.find(({ id }) => id === addressRef)
  if (alias === undefined) return null
  if (alias.channel === 'email') return words.toAddress(maskedEmail(alias.address))
  const digits = /\d{4}$/.exec(alias.address)?.[0]
  return digits === undefined ? null : words.toAddress(words.ends(digits))
}

const maskedEmail = (address: string): string => address.replace(/^(.)[^@]*@/, '$1…@')
