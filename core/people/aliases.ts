import type { CoreDeps } from '../deps.ts'
import { invalid, together } from '../kernel/errors.ts'
import { emailKey, parseEmail } from './email.ts'
import type { AliasInput } from './index.ts'
import type { Alias, AliasChannel } from './person.ts'
import { addressKey, parseWhatsAppAddress, phoneKey } from './phone.ts'

export const ALIASES_MAX = 20

/** What two spellings of one address on a channel share. Never fails: an impossible address matches nobody. */
export const keyOf = (channel: AliasChannel, address: string): string => {
  switch (channel) {
    case 'whatsapp':
      return phoneKey(address)
    case 'email':
      return emailKey(address)
    case 'web':
    case 'sheets':
      return address.trim().toLowerCase()
  }
}

const EXPECTED: Readonly<Record<AliasChannel, string>> = {
  whatsapp: 'Must be a phone number with country and area code, such as +55 11 91234-5678.',
  email: 'Must be one plain e-mail address.',
  web: 'Must have 1 to 100 characters.',
  sheets: 'Must have 1 to 100 characters.',
}

const parse = (channel: AliasChannel, address: string): string | null => {
  if (channel === 'whatsapp') return parseWhatsAppAddress(address)
  if (channel === 'email') return parseEmail(address)
  const trimmed = address.trim()
  return trimmed === '' || trimmed.length > 100 ? null : trimmed
}

/** The address as it is stored. */
export const checkAlias = ({ channel, address }: AliasInput, pointer = ''): string => {
  const parsed = parse(channel, address)
  if (parsed === null) throw invalid(`${pointer}/address`, EXPECTED[channel])
  return parsed
}

/** Aliases as they are stored. Refuses by pointer; the same address twice is once. */
export const aliasesOf = (
  deps: Pick<CoreDeps, 'ids'>,
  personId: string,
  inputs: readonly AliasInput[],
  now: Date,
): readonly Alias[] => {
  if (inputs.length > ALIASES_MAX) throw invalid('/aliases', `At most ${ALIASES_MAX} aliases.`)
  const checks = inputs.map((input, index) => [index, () => checkAlias(input, `/aliases/${index}`)] as const)
  const addresses = together(Object.fromEntries(checks))
  const byKey = new Map<string, Alias>()
  for (const [index, { channel }] of inputs.entries()) {
    const address = addresses[index] ?? ''
    const key = channel === 'whatsapp' ? addressKey(address) : keyOf(channel, address)
    const id = `${channel}:${key}`
    if (!byKey.has(id)) byKey.set(id, { id: deps.ids.uuid(), personId, channel, address, key, createdAt: now })
  }
  return [...byKey.values()]
}
