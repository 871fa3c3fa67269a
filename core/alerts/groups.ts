import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { PageEnds } from '../kernel/page.ts'
import { shortened } from '../kernel/text.ts'
import type { Notification } from '../notify/index.ts'
import type { ChannelName } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import { groupPrefix, newsKey } from './group-key.ts'
import { heardSince } from './heard.ts'
import type { Alerts } from './index.ts'
import type { Alert, AlertGroup } from './ports.ts'

const ALERTS_IN_LIST = 10
const ALERTS_SHOWN = 200
const TOLD_SHOWN = 200
const WORDS_MAX = 40
const VALUE_MAX = 500

/** One piece of news of a group, told to one person. */
export interface AlertTold {
  readonly notificationId: string
  readonly personId: string
  /** null: they are gone. */
  readonly personName: string | null
  readonly status: Notification['status']
  readonly reason: string | null
  /** The link of the chain that it is on, or ended on; null: every link was passed, or there is none. */
  readonly channel: ChannelName | null
  readonly createdAt: Date
  readonly settledAt: Date | null
}

export interface AlertGroupView {
  readonly id: string
  /** silent: firing, but Alertmanager has not spoken of it for longer than it ever waits. */
  readonly state: 'firing' | 'silent' | 'resolved'
  /** When the first of its alerts began that (while it fires) still fires. */
  readonly since: Date
  /** When the last one ended; null: it fires. */
  readonly until: Date | null
  readonly heardAt: Date
  /** The names of its alerts, the first of them. */
  readonly name: string
  readonly severity: string | null
  /** Firing ones first; not all where there are many, nor all of a long text. */
  readonly alerts: readonly Alert[]
  readonly alertCount: number
  /** In a list of its last news, of one group of all there was; newest first. */
  readonly told: readonly AlertTold[]
}

export interface AlertGroupPage extends PageEnds {
  readonly groups: readonly AlertGroupView[]
}

export const makeAlertGroups =
  (deps: CoreDeps): Alerts['groups'] =>
  (actor, query) =>
    deps.storage.read(async (stores) => {
      operatorOnly(actor)
      const { groups, ...ends } = await stores.alerts.page(query)
      const keys = await Promise.all(groups.map((group) => newsKey(deps.ids, group)))
      const told = Map.groupBy(await toldOf(stores, await stores.notifications.ofGroups(keys)), ({ key }) => key)
      const views = groups.map((group, index) =>
        viewOf(group, told.get(keys[index] ?? null) ?? [], deps.clock.now(), ALERTS_IN_LIST),
      )
      return { groups: views, ...ends }
    })

export const makeAlertGroup =
  (deps: CoreDeps): Alerts['group'] =>
  (actor, id) =>
    deps.storage.read(async (stores) => {
      operatorOnly(actor)
      const group = await stores.alerts.find(id)
      if (group === null) throw new DomainError('alert_group_not_found', 'There is no such alert group.')
      const prefix = await groupPrefix(deps.ids, group.groupKey)
      const told = await toldOf(stores, await stores.notifications.ofGroupsLike(prefix, TOLD_SHOWN))
      return viewOf(group, told, deps.clock.now(), ALERTS_SHOWN)
    })

const operatorOnly = (actor: Actor): void => {
  if (actor.role !== 'operator') throw new DomainError('forbidden', 'Only operators see alerts.')
}

type Told = AlertTold & { readonly key: string | null }

const toldOf = async (
  { people }: Pick<Stores, 'people'>,
  notifications: readonly Notification[],
): Promise<readonly Told[]> => {
  const names = new Map<string, string | null>()
  for (const id of new Set(notifications.map(({ personId }) => personId))) {
    names.set(id, (await people.find(id))?.name ?? null)
  }
  return notifications.map((notification) => ({
    key: notification.groupKey,
    notificationId: notification.id,
    personId: notification.personId,
    personName: names.get(notification.personId) ?? null,
    status: notification.status,
    reason: notification.reason,
    channel: notification.chain[notification.step] ?? null,
    createdAt: notification.createdAt,
    settledAt: notification.settledAt,
  }))
}

const viewOf = (group: AlertGroup, told: readonly Told[], now: Date, most: number): AlertGroupView => {
  const { id, status, receivedAt: heardAt, alerts } = group
  const firing = alerts.filter((alert) => alert.status === 'firing')
  const shown = [...firing, ...alerts.filter((alert) => alert.status !== 'firing')]
  const isFiring = status === 'firing'
  const ends = alerts.flatMap(({ endsAt }) => endsAt ?? [])
  const [first] = shown
  return {
    id,
    state: !isFiring ? 'resolved' : heardAt >= heardSince(now) ? 'firing' : 'silent',
    since: earliest((isFiring && firing.length > 0 ? firing : alerts).map(({ startsAt }) => startsAt)) ?? heardAt,
    until: isFiring ? null : (latest(ends) ?? heardAt),
    heardAt,
    name: shortened([...new Set(shown.map(({ labels }) => labels.alertname ?? 'alert'))].join(', '), VALUE_MAX),
    severity: first?.labels.severity === undefined ? null : shortened(first.labels.severity, VALUE_MAX),
    alerts: shown.slice(0, most).map(bounded),
    alertCount: alerts.length,
    told: told.map(({ key: _key, ...one }) => one),
  }
}

const earliest = (dates: readonly Date[]): Date | null => dates.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
const latest = (dates: readonly Date[]): Date | null => dates.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null

/** What somebody's rules may say at any length is cut to what a screen shows. */
const bounded = (alert: Alert): Alert => ({
  ...alert,
  labels: boundedWords(alert.labels),
  annotations: boundedWords(alert.annotations),
})

const boundedWords = (words: Alert['labels']): Alert['labels'] =>
  Object.fromEntries(
    Object.entries(words)
      .slice(0, WORDS_MAX)
      .map(([name, value]) => [shortened(name, VALUE_MAX), shortened(value, VALUE_MAX)]),
  )
