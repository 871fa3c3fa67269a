import type { CoreDeps } from '../deps.ts'
import type { ChannelSource } from '../kernel/actor.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { understand } from '../language/index.ts'
import { makeNotifications } from '../notify/index.ts'
import { makeAct } from './act.ts'
import type { Capture } from './index.ts'
import type { Message } from './message.ts'

export const makeInterpret =
  (deps: CoreDeps): Capture['interpret'] =>
  (messageId) =>
    deps.storage.run(async (stores) => {
      const message = await stores.messages.lock(messageId)
      if (message === null || message.status !== 'received' || message.text === null) return
      const person = message.personId === null ? null : await stores.people.find(message.personId)
      if (person === null) {
        await stores.messages.update({ ...message, status: 'ignored', processedAt: deps.clock.now() })
        return
      }

      const within = { ...deps, storage: joined(stores) }
      const reference = { now: message.sentAt, timeZone: person.timeZone, locale: person.locale }
      const understood = understand(message.text, reference)
      const { reply, taskId } = await makeAct(within)({
        actor: { personId: person.id, role: person.role, channel: sourceOf(message) },
        person,
        understood,
        now: message.sentAt,
      })

      const { notification } = await makeNotifications(within).notify({
        personId: person.id,
        kind: 'reply',
        body: reply,
        messageId: message.id,
        dedupeKey: `reply:${message.id}`,
      })
      const now = deps.clock.now()
      await stores.messages.update({
        ...message,
        status: 'processed',
        intent: understood.intent,
        taskId,
        notificationId: notification.id,
        processedAt: now,
      })
      const { channel, receivedAt } = message
      stores.facts.record({ type: 'classified', result: understood.intent, provider: 'rules' })
      stores.facts.record({ type: 'ingested', channel, status: 'processed' })
      stores.facts.record({
        type: 'message_processed',
        channel,
        seconds: (now.getTime() - receivedAt.getTime()) / 1000,
      })
    })

const sourceOf = ({ channel }: Message): ChannelSource => (channel === 'email' ? 'api' : channel)
