import type { Timeline } from '../../../../core/notify/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn, sayReason } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { deliveriesWordsIn } from './words.ts'

/** How a notification stands, in sentences: where it is, until when, and what comes then. */
export const outcomeOf = ({ notification, links, next }: Timeline, visit: Visit): readonly string[] => {
  const [said, { sum }] = [deliveryWordsIn(visit.locale), deliveriesWordsIn(visit.locale)]
  const formats = formatsOf(visit.locale, visit.zone)
  const { status, reason, createdAt, settledAt, notBefore, expiresAt, round } = notification
  const why = reason === null ? [] : [sayReason(said, reason)]
  const own = links.filter((link) => link.round === round)
  if (status === 'cancelled') return [sum.cancelled, ...why]
  if (status === 'failed') return [sum.failed, ...why]
  if (status === 'delivered') {
    const by = own.find(({ state }) => state === 'confirmed')
    const took = formats.duration(((settledAt ?? createdAt).getTime() - createdAt.getTime()) / 1000)
    return by === undefined ? [sum.inboxOnly] : [sum.delivered(said.channel[by.channel], took)]
  }
  const current = own.find(({ state }) => state === 'trying') ?? own.find(({ state }) => state === 'waiting')
  if (current === undefined) return []
  const after = next !== null && next !== current.channel ? next : null
  return [
    sum.waits(said.channel[current.channel]),
    ...(notBefore !== null && notBefore > visit.now ? [sum.starts(formats.dateTime(notBefore))] : []),
    ...(after === null
      ? [sum.tries(formats.dateTime(expiresAt))]
      : current.deadlineAt === null
        ? []
        : [sum.movesOn(formats.dateTime(current.deadlineAt), said.channel[after])]),
  ]
}
