import { collectDefaultMetrics, Registry } from 'prom-client'
import { JOB_POLICY, type JobRunner } from '../../core/kernel/jobs.ts'
import type { Fact, Observer } from '../../core/kernel/observer.ts'
import { createSeries } from './series.ts'

/** No intent may be missing from the metrics before it first occurs; they are few. */
const INTENTS = [
  'create_task',
  'list_tasks',
  'complete_task',
  'reschedule_task',
  'cancel_task',
  'undo',
  'brief',
  'help',
  'pause',
  'resume',
  'smalltalk',
]

type QueueDepth = Awaited<ReturnType<JobRunner['depth']>>[number]

export interface Metrics {
  readonly observer: Observer
  readonly http: { observe(method: string, route: string, status: number, seconds: number): void }
  readonly gauges: {
    dependency(name: string, isUp: boolean, seconds: number): void
    notifications(pending: number, dead: number): void
    queue(depth: QueueDepth): void
  }
  /** Called before each render, to set the gauges; an error of it does not spoil the rest. */
  onCollect(collect: () => Promise<void>): void
  render(): Promise<string>
  readonly contentType: string
}

/** The metrics of one process, in a registry of its own: the facts of the core, HTTP, gauges and the runtime's. */
export const createMetrics = ({ version, commit }: { version: string; commit: string }): Metrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const series = createSeries(registry, Object.keys(JOB_POLICY))
  for (const result of INTENTS) series.classification.inc({ result, provider: 'rules' }, 0)
  series.build.set({ version, commit }, 1)
  let collect = async (): Promise<void> => undefined

  return {
    observer: { observe: (fact) => count(series, fact) },
    http: {
      observe: (method, route, status, seconds) => {
        series.httpRequests.inc({ method, route, status: String(status) })
        series.httpLatency.observe({ method, route }, seconds)
      },
    },
    gauges: {
      dependency: (dependency, isUp, seconds) => {
        series.up.set({ dependency }, isUp ? 1 : 0)
        series.check.set({ dependency }, seconds)
      },
      notifications: (pending, dead) => {
        series.pending.set(pending)
        series.dead.set(dead)
      },
      queue: ({ name, queued, active, dead, oldestSeconds }) => {
        for (const [status, jobs] of Object.entries({ queued, active, dead })) {
          series.depth.set({ queue: name, status }, jobs)
        }
        series.age.set({ queue: name }, oldestSeconds)
      },
    },
    onCollect: (callback) => {
      collect = callback
    },
    render: async () => {
      await collect().catch(() => undefined)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

const count = (series: ReturnType<typeof createSeries>, fact: Fact): void => {
  switch (fact.type) {
    case 'ingested':
      series.ingestion.inc({ channel: fact.channel, status: fact.status })
      break
    case 'classified':
      series.classification.inc({ result: fact.result, provider: fact.provider })
      break
    case 'message_processed':
      series.processing.observe({ channel: fact.channel }, fact.seconds)
      break
    case 'delivery':
      countDelivery(series, fact)
      break
    case 'fallback':
      series.fallback.inc({ status: fact.status, reason: fact.reason })
      break
    case 'receipt':
      series.receipts.observe({ channel: fact.channel, receipt: fact.receipt }, fact.seconds)
      break
    case 'brief':
      series.briefs.inc({ kind: fact.kind, status: fact.status })
      series.lateness.observe({ kind: fact.kind, status: fact.status }, fact.latenessSeconds)
      break
    case 'job':
      series.jobs.inc({ queue: fact.name, status: fact.status })
      series.jobSeconds.observe({ queue: fact.name, status: fact.status }, fact.seconds)
      break
    case 'auth_failure':
      series.unauthenticated.inc({ surface: fact.surface, reason: fact.reason })
      break
    case 'rate_limited':
      series.limited.inc({ surface: fact.surface, reason: fact.reason })
      break
    case 'cache_failure':
      series.cacheFailures.inc({ operation: fact.operation })
      break
  }
}

/** A WhatsApp attempt is a success once confirmed, a failure once given up: nothing is counted before it happened. */
const countDelivery = (
  series: ReturnType<typeof createSeries>,
  { channel, kind, outcome, reason }: Extract<Fact, { type: 'delivery' }>,
): void => {
  series.deliveries.inc({ channel, kind, outcome, reason: reason === '' ? 'none' : reason })
  if (channel !== 'whatsapp') return
  if (outcome === 'delivered') series.whatsapp.inc({ status: 'success' })
  if (outcome === 'failed') series.whatsapp.inc({ status: 'failure' })
}
