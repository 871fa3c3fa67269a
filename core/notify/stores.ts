import type { CoreDeps } from '../deps.ts'
import type { JobRequest } from '../kernel/jobs.ts'
import type { Stores } from '../ports.ts'
import type { Notification } from './notification.ts'

/** What the delivery chain needs of a unit of work. */
export type NotifyStores = Pick<Stores, 'notifications' | 'people' | 'messages' | 'jobs' | 'facts'>

/** The chain's own share of the core's dependencies, without the way into a unit of work. */
export type NotifyDeps = Pick<CoreDeps, 'clock' | 'ids' | 'settings' | 'channels'>

export const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms)
export const earliest = (...dates: readonly Date[]): Date => new Date(Math.min(...dates.map((date) => date.getTime())))
export const latest = (...dates: readonly Date[]): Date => new Date(Math.max(...dates.map((date) => date.getTime())))

export const wakeAt = (notification: Notification, runAt: Date): JobRequest => ({
  name: 'notify.wake',
  data: { notificationId: notification.id },
  runAt,
})

/** The job that takes the next step on the channel whose turn it is. */
export const stepJob = (notification: Notification, runAt: Date): JobRequest => {
  const channel = notification.chain[notification.step]
  if (channel === undefined) return wakeAt(notification, runAt)
  return { name: `notify.${channel}`, data: { notificationId: notification.id }, runAt }
}
