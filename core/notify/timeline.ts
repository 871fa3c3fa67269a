import type { CoreDeps } from '../deps.ts'
import type { PageEnds } from '../kernel/page.ts'
import type { ChannelName } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import type { Notify } from './index.ts'
import type { Delivery, Notification, Receipt } from './notification.ts'
import { listFor, visible } from './read.ts'

/**
 * waiting: its turn has not come · trying: an attempt was made and more may follow, or a receipt is awaited · confirmed:
 * here the chain ended well · ended: without success · unused: the chain ended before it
 */
export type LinkState = 'waiting' | 'trying' | 'confirmed' | 'ended' | 'unused'

/** One channel's turn in one round of a notification's chain. */
export interface TimelineLink {
  readonly round: number
  readonly channel: ChannelName
  readonly state: LinkState
  /** Of its last attempt, from the bounded vocabulary of `Delivery`. */
  readonly reason: string | null
  /** When the chain moves on from here; null: nothing was tried. */
  readonly deadlineAt: Date | null
  /** In order, each with what the channel said of it. */
  readonly attempts: readonly Attempt[]
}

export type Attempt = Delivery & { readonly receipts: readonly Receipt[] }

/** The way of one notification: links of earlier rounds, then all of the present chain. */
export interface Timeline {
  readonly notification: Notification
  readonly links: readonly TimelineLink[]
  /** The link that is tried when the present one gives up; null: there is none, or the chain is at its end. */
  readonly next: ChannelName | null
}

export interface TimelinePage extends PageEnds {
  readonly timelines: readonly Timeline[]
}

export const makeTimeline =
  (deps: CoreDeps): Notify['timeline'] =>
  (actor, id) =>
    deps.storage.read(async (stores) => {
      const notification = visible(actor, await stores.notifications.find(id))
      const attempts = await attemptsOf(stores, [notification])
      return timelineOf(notification, attempts.get(id) ?? [])
    })

export const makeTimelines =
  (deps: CoreDeps): Notify['timelines'] =>
  (actor, query) =>
    deps.storage.read(async (stores) => {
      const { notifications: found, ...ends } = await stores.notifications.page(listFor(actor, query))
      const attempts = await attemptsOf(stores, found)
      return { timelines: found.map((one) => timelineOf(one, attempts.get(one.id) ?? [])), ...ends }
    })

/** By notification, with two questions for however many. */
const attemptsOf = async (
  { notifications }: Pick<Stores, 'notifications'>,
  of: readonly Notification[],
): Promise<ReadonlyMap<string, readonly Attempt[]>> => {
  const deliveries = await notifications.deliveriesOf(of.map(({ id }) => id))
  const sent = deliveries.flatMap(({ channel, externalId }) => (externalId === null ? [] : [{ channel, externalId }]))
  const heard = Map.groupBy(await notifications.receiptsOf(sent), messageKey)
  const attempts = deliveries.map((delivery) => ({ ...delivery, receipts: heard.get(messageKey(delivery)) ?? [] }))
  return Map.groupBy(attempts, ({ notificationId }) => notificationId)
}

const messageKey = ({ channel, externalId }: Pick<Delivery, 'channel' | 'externalId'>): string =>
  externalId === null ? '' : `${channel} ${externalId}`

/** Pure: what the attempts of a notification come to, link by link. */
export const timelineOf = (notification: Notification, attempts: readonly Attempt[]): Timeline => {
  const { chain, round, step, status } = notification
  const earlier = Map.groupBy(
    attempts.filter((attempt) => attempt.round < round),
    (attempt) => `${attempt.round} ${attempt.channel}`,
  )
  const past = [...earlier.values()].flatMap((turn) => linkOf(turn, 'ended'))
  const present = chain.flatMap((channel, index) => {
    const turn = attempts.filter((attempt) => attempt.round === round && attempt.channel === channel)
    return linkOf(turn, stateOf(notification, index, turn.length > 0), { round, channel })
  })
  return { notification, links: [...past, ...present], next: status === 'pending' ? (chain[step + 1] ?? null) : null }
}

const stateOf = ({ status, step }: Notification, index: number, isTried: boolean): LinkState => {
  if (index < step) return 'ended'
  if (index === step && status === 'delivered') return 'confirmed'
  if (status === 'pending') return index === step && isTried ? 'trying' : 'waiting'
  return isTried ? 'ended' : 'unused'
}

const linkOf = (
  attempts: readonly Attempt[],
  state: LinkState,
  known?: Pick<TimelineLink, 'round' | 'channel'>,
): readonly TimelineLink[] => {
  const last = attempts.at(-1)
  const at = known ?? last
  if (at === undefined) return []
  const { round, channel } = at
  return [{ round, channel, state, reason: last?.reason ?? null, deadlineAt: last?.deadlineAt ?? null, attempts }]
}
