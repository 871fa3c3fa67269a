import type { ChannelName } from '../people/person.ts'
import type { Recipient } from './chain.ts'
import type { Pause } from './notification.ts'

/**
 * Whether a pause holds this notification on a channel. Whoever works the kill switch sees that it worked: it holds
 * everything but the replies to operators who pause and resume by message. A channel paused on its own holds those too.
 */
export const isHeld = (
  pauses: readonly Pause[],
  channel: ChannelName | undefined,
  recipient: Recipient | null,
): boolean => pauses.some((pause) => pause.channel === channel || (pause.channel === 'all' && !isAboutIt(recipient)))

const isAboutIt = (recipient: Recipient | null): boolean => {
  if (recipient?.kind !== 'reply' || recipient.person.role !== 'operator') return false
  const intent = recipient.message?.intent
  return intent === 'pause' || intent === 'resume'
}
