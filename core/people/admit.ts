import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import { newPerson } from './add.ts'
import { aliasesOf } from './aliases.ts'
import type { AliasInput, People } from './index.ts'
import type { UnknownSender } from './person.ts'
import { personNotFound } from './read.ts'

/** Both addresses that the message showed: the phone to send to, the LID to be recognised by. */
const addressesOf = ({ channel, address, otherAddress }: UnknownSender): readonly AliasInput[] =>
  [address, ...(otherAddress === null ? [] : [otherAddress])].map((seen) => ({
    channel,
    // Digits that a gateway shows are complete, with their country code.
    address: channel === 'whatsapp' && /^\d+$/.test(seen) ? `+${seen}` : seen,
  }))

export const makeAdmit =
  (deps: CoreDeps): People['admit'] =>
  (senderId, as) =>
    deps.storage.run(async (stores) => {
      const sender = await stores.senders.find(senderId)
      // Gone meanwhile: another operator was faster.
      if (sender === null || !(await stores.senders.remove(senderId))) {
        throw new DomainError('sender_not_found', 'There is no such sender waiting.')
      }
      if ('name' in as) {
        const person = newPerson(deps, { ...as, aliases: addressesOf(sender) })
        await stores.people.insert(person)
        return person
      }
      if ((await stores.people.lock(as.personId)) === null) throw personNotFound()
      for (const alias of aliasesOf(deps, as.personId, addressesOf(sender), deps.clock.now())) {
        await stores.people.addAlias(alias)
      }
      const person = await stores.people.find(as.personId)
      if (person === null) throw personNotFound()
      return person
    })
