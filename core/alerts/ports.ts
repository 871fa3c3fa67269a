import type { PageEnds, PageQuery } from '../kernel/page.ts'

/** One Alertmanager group as last heard. */
export interface AlertGroup {
  /** A name without its labels; the group keeps the first it was put with. */
  readonly id: string
  readonly groupKey: string
  readonly status: 'firing' | 'resolved'
  readonly alerts: readonly Alert[]
  /** Digest of status and the sorted (fingerprint, startsAt) pairs. */
  readonly signature: string
  readonly receivedAt: Date
}

export interface Alert {
  readonly fingerprint: string
  readonly status: 'firing' | 'resolved'
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: Date
  readonly endsAt: Date | null
}

export interface AlertQuery extends PageQuery {
  readonly status?: AlertGroup['status']
}

export interface AlertPage extends PageEnds {
  readonly groups: readonly AlertGroup[]
}

export interface AlertStore {
  /** Serialises all work on one group key until the unit of work ends, whether it has a row yet or not. */
  lock(groupKey: string): Promise<AlertGroup | null>
  put(group: AlertGroup): Promise<void>
  find(id: string): Promise<AlertGroup | null>
  /** Last heard of first, by (receivedAt, id). */
  page(query: AlertQuery): Promise<AlertPage>
  /** Groups that are firing and were heard of since then, newest first. */
  open(heardSince: Date): Promise<readonly AlertGroup[]>
  /** Deletes what was last heard of before then, firing or not; returns how many. */
  purge(heardBefore: Date): Promise<number>
}
