import type { Ingest, Message } from '../../../core/capture/index.ts'
import { type Actor, type Core, DomainError } from '../../../core/index.ts'
import { bind, known } from '../binding/bind.ts'
import { readChannel } from './channels.ts'
import * as contract from './contract.ts'

const accepted = (message: Message, channel: Ingest['channel']) => ({
  status: 'accepted',
  channel,
  message_id: message.id,
})

/** Whoever may hand over messages may speak for any sender; a member's key only for that member, named or not. */
const refuseOthers = async (core: Core, actor: Actor, { channel, sender }: Ingest): Promise<void> => {
  if (actor.role === 'operator' || typeof sender !== 'string') return
  const person = await core.people.resolve(channel, sender)
  if (person?.id !== actor.personId) throw new DomainError('forbidden', 'A member may only speak for themselves.')
}

export const messageRoutes = [
  bind(contract.ingest, async ({ core, principal, body }) => {
    const { channel, content, timestamp } = body
    const { actor } = known(principal)
    const at = timestamp === undefined ? {} : { timestamp: new Date(timestamp) }
    const message = { channel, content, sender: body.sender ?? { personId: actor.personId }, ...at }
    await refuseOthers(core, actor, message)
    return [202, accepted(await core.capture.ingest(message), channel)]
  }),

  bind(contract.ingestChannel, async ({ core, principal, params, body }) => {
    const message = readChannel(params.channel, body)
    await refuseOthers(core, known(principal).actor, message)
    return [202, accepted(await core.capture.ingest(message), message.channel)]
  }),

  bind(contract.getMessage, async ({ core, principal, params }) => {
    const message = await core.capture.get(known(principal).actor, params.id)
    return [
      200,
      {
        id: message.id,
        channel: message.channel,
        person_id: message.personId,
        status: message.status,
        content: message.text,
        intent: message.intent,
        task_id: message.taskId,
        notification_id: message.notificationId,
        reply: message.reply,
        sent_at: message.sentAt.toISOString(),
        received_at: message.receivedAt.toISOString(),
        processed_at: message.processedAt?.toISOString() ?? null,
      },
    ]
  }),
]
