/** One Alertmanager group as last heard. */
export interface AlertGroup {
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

export interface AlertStore {
  /** Serialises all work on one group key until the unit of work ends, whether it has a row yet or not. */
  lock(groupKey: string): Promise<AlertGroup | null>
  put(group: AlertGroup): Promise<void>
  /** Groups that are firing and were heard of since then, newest first. */
  open(heardSince: Date): Promise<readonly AlertGroup[]>
  /** Deletes what was last heard of before then, firing or not; returns how many. */
  purge(heardBefore: Date): Promise<number>
}
