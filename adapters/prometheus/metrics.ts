import { collectDefaultMetrics, Registry } from 'prom-client'
import type { JobName } from '../../core/kernel/jobs.ts'
import type { Observer } from '../../core/kernel/observer.ts'
import type { MirrorName } from '../../core/sync/ports.ts'
import { count } from './facts.ts'
import { bounded, METHODS, PAUSES } from './labels.ts'
import { createSeries, type Series } from './series.ts'
import { createZeros } from './zeros.ts'

/** What the gauges show, read at each scrape. A part that is absent is not shown. */
export interface Gauges {
  readonly notifications?: { readonly pending: number; readonly failed: number }
  readonly queues?: readonly {
    readonly name: JobName
    readonly queued: number
    readonly active: number
    readonly dead: number
    /** Of the oldest job that waits; 0 when none does. */
    readonly oldestSeconds: number
  }[]
  /** Configured ones only: what is turned off is not down. */
  readonly dependencies?: readonly { readonly name: string; readonly up: boolean; readonly seconds: number }[]
  /** Configured ones only. `pause` is why one stands still; null: it does not. */
  readonly mirrors?: readonly {
    readonly name: MirrorName
    readonly lagSeconds: number
    readonly pause: (typeof PAUSES)[number] | null
  }[]
  /** Configured ones only, by the name of their dependency. */
  readonly circuits?: readonly { readonly name: string; readonly state: keyof typeof CIRCUIT }[]
}

const CIRCUIT = { closed: 0, half_open: 1, open: 2 } as const

export interface MetricsSettings {
  readonly version: string
  readonly commit: string
  /** Longest a scrape waits for the gauges; 2 s by default. */
  readonly collectTimeoutMs?: number
}

export interface Metrics {
  /** Counts facts. */
  readonly observer: Observer
  readonly http: {
    /** `route` is a pattern of ours, never a raw path. */
    observe(method: string, route: string, status: number, seconds: number): void
  }
  /** Where the gauges come from; none until it is said. One that fails or is slow leaves them out of that scrape. */
  collectFrom(collect: () => Promise<Gauges>): void
  /** The text of one scrape. */
  render(): Promise<string>
  readonly contentType: string
}

/** Metrics of this process in a registry of its own, with those of Node itself. */
export const createMetrics = ({ version, commit, collectTimeoutMs = 2000 }: MetricsSettings): Metrics => {
  const registry = new Registry()
  const series = createSeries(registry)
  createZeros(series)
  series.build.set({ version, commit }, 1)
  collectDefaultMetrics({ register: registry })
  let collect: () => Promise<Gauges> = async () => ({})

  return {
    observer: { observe: (fact) => count(series, fact) },
    http: {
      observe: (method, route, status, seconds) => {
        const labels = { method: bounded(method, METHODS), route }
        series.httpRequests.inc({ ...labels, status: String(status) })
        series.httpLatency.observe(labels, seconds)
      },
    },
    collectFrom: (next) => {
      collect = next
    },
    render: async () => {
      show(series, await read(series, collect, collectTimeoutMs))
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

const read = async (series: Series, collect: () => Promise<Gauges>, timeoutMs: number): Promise<Gauges> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), timeoutMs)
  })
  try {
    return await Promise.race([collect(), late])
  } catch {
    series.collectFailures.inc()
    return {}
  } finally {
    clearTimeout(timer)
  }
}

/** Sets what is known and takes away what is not: an old number would look like a new one. */
const show = (series: Series, gauges: Gauges): void => {
  const { notifications, queues = [], dependencies = [], circuits = [], mirrors = [] } = gauges
  const { pending, dead, queueDepth, jobAge, dependencyUp, dependencyCheck } = series
  for (const gauge of [queueDepth, jobAge, dependencyUp, dependencyCheck, series.circuits]) gauge.reset()
  for (const gauge of [series.syncLag, series.mirrorPaused]) gauge.reset()
  if (notifications === undefined) {
    pending.remove()
    dead.remove()
  } else {
    pending.set(notifications.pending)
    dead.set(notifications.failed)
  }
  for (const { name: queue, queued, active, dead: lost, oldestSeconds } of queues) {
    queueDepth.set({ queue, status: 'queued' }, queued)
    queueDepth.set({ queue, status: 'active' }, active)
    queueDepth.set({ queue, status: 'dead' }, lost)
    jobAge.set({ queue }, oldestSeconds)
  }
  for (const { name: dependency, up, seconds } of dependencies) {
    dependencyUp.set({ dependency }, up ? 1 : 0)
    dependencyCheck.set({ dependency }, seconds)
  }
  for (const { name: mirror, lagSeconds, pause } of mirrors) {
    series.syncLag.set({ mirror }, lagSeconds)
    for (const reason of PAUSES) series.mirrorPaused.set({ mirror, reason }, reason === pause ? 1 : 0)
  }
  for (const { name: dependency, state } of circuits) series.circuits.set({ dependency }, CIRCUIT[state])
}
