import type { Fact } from '../../core/kernel/observer.ts'
import * as known from './labels.ts'
import { bounded } from './labels.ts'
import type { Series } from './series.ts'

/** Which series each fact moves. Exhaustive: a new kind of fact does not compile until it has its place here. */
export const count = (series: Series, fact: Fact): void => {
  switch (fact.type) {
    case 'ingested':
      series.ingestion.inc({ channel: bounded(fact.channel, known.SOURCES), status: fact.status })
      break
    case 'classified':
      series.classification.inc({ result: bounded(fact.result, known.INTENTS), provider: fact.provider })
      break
    case 'model_asked':
      series.modelRequests.inc({ provider: fact.provider, outcome: fact.outcome })
      break
    case 'message_processed':
      series.processing.observe({ channel: bounded(fact.channel, known.SOURCES) }, fact.seconds)
      break
    case 'delivery':
      countDelivery(series, fact)
      break
    case 'fallback':
      series.fallback.inc({ status: fact.status, reason: fact.reason })
      break
    case 'receipt': {
      const receipt = bounded(fact.receipt, known.RECEIPTS)
      series.receipts.observe({ channel: bounded(fact.channel, known.CHANNELS), receipt }, fact.seconds)
      break
    }
    case 'brief': {
      const labels = { kind: bounded(fact.kind, known.BRIEFS), status: fact.status }
      series.briefs.inc(labels)
      series.lateness.observe(labels, Math.max(0, fact.latenessSeconds))
      break
    }
    case 'job':
      series.jobs.inc({ queue: fact.name, status: fact.status })
      series.jobDuration.observe({ queue: fact.name }, fact.seconds)
      break
    case 'auth_failure':
      series.authFailures.inc(placed(fact, known.AUTH_FAILURES))
      break
    case 'rate_limited':
      series.rateLimits.inc(placed(fact, known.RATE_LIMITS))
      break
    case 'cache_failure':
      series.cacheFailures.inc({ operation: bounded(fact.operation, known.OPERATIONS) })
      break
    case 'synced':
      series.syncs[fact.mirror].inc({ status: fact.status, direction: fact.direction })
      break
    case 'sync_conflict':
      series.syncConflicts.inc({ mirror: fact.mirror })
      break
    default:
      fact satisfies never
  }
}

/** Every end of an attempt; and, for WhatsApp, whether the notification was confirmed there or given up. */
const countDelivery = (series: Series, fact: Extract<Fact, { type: 'delivery' }>): void => {
  const { outcome } = fact
  const channel = bounded(fact.channel, known.CHANNELS)
  const reason = fact.reason === '' ? '' : bounded(fact.reason, known.REASONS)
  series.deliveries.inc({ channel, kind: bounded(fact.kind, known.KINDS), outcome, reason })
  if (channel !== 'whatsapp') return
  if (outcome === 'delivered') series.whatsapp.inc({ status: 'success' })
  if (outcome === 'failed') series.whatsapp.inc({ status: 'failure' })
}

const placed = (
  { surface, reason }: { surface: string; reason: string },
  places: Readonly<Record<string, readonly string[]>>,
): { surface: string; reason: string } => ({
  surface: bounded(surface, Object.keys(places)),
  reason: bounded(reason, Object.values(places).flat()),
})
