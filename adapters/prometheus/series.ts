import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

const CHANNELS = ['whatsapp', 'email'] as const
const INBOUND = ['whatsapp', 'web', 'sheets'] as const
const KINDS = ['alert', 'reminder', 'brief', 'reply'] as const
const RECEIPTS = ['accepted', 'server', 'delivered', 'read', 'failed'] as const
const OUTCOMES = ['accepted', 'delivered', 'failed', 'retried', 'ambiguous'] as const
const JOB_STATUSES = ['completed', 'failed', 'dead'] as const

/** All series but those of HTTP start at 0 for each label value, so that the first failure is an increase. */
export const createSeries = (registry: Registry, queues: readonly string[]) => {
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]) =>
    new Histogram({ name, help, labelNames, buckets, registers })

  const series = {
    httpRequests: counter('sparkone_http_requests_total', 'Requests answered', ['method', 'route', 'status']),
    httpLatency: histogram(
      'sparkone_http_request_latency_seconds',
      'Time to answer a request',
      ['method', 'route'],
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    ),
    ingestion: counter('sparkone_ingestion_total', 'Inbound messages', ['channel', 'status']),
    classification: counter('sparkone_classification_total', 'Messages understood', ['result', 'provider']),
    processing: histogram(
      'sparkone_message_processing_duration_seconds',
      'From a message stored to its answer on the way',
      ['channel'],
      [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    ),
    whatsapp: counter('sparkone_whatsapp_notifications_total', 'WhatsApp attempts that ended', ['status']),
    fallback: counter('sparkone_fallback_notifications_total', 'E-mail in place of WhatsApp', ['status', 'reason']),
    deliveries: counter('sparkone_deliveries_total', 'Attempts on outside channels', [
      'channel',
      'kind',
      'outcome',
      'reason',
    ]),
    receipts: histogram(
      'sparkone_receipt_seconds',
      'From an attempt to what the channel said about it',
      ['channel', 'receipt'],
      [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600],
    ),
    pending: gauge('sparkone_notifications_pending', 'Notifications on their chain'),
    dead: gauge('sparkone_notifications_dead', 'Notifications no outside channel could deliver'),
    briefs: counter('sparkone_brief_sent_total', 'Scheduled briefs', ['kind', 'status']),
    lateness: histogram(
      'sparkone_brief_lateness_seconds',
      'How long after its time a scheduled brief was sent',
      ['kind', 'status'],
      [1, 5, 15, 30, 60, 120, 300, 900, 3600, 14_400],
    ),
    jobs: counter('sparkone_jobs_total', 'Attempts at jobs', ['queue', 'status']),
    jobSeconds: histogram(
      'sparkone_job_duration_seconds',
      'How long an attempt at a job took',
      ['queue', 'status'],
      [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60],
    ),
    depth: gauge('sparkone_queue_depth', 'Jobs by state', ['queue', 'status']),
    age: gauge('sparkone_job_age_seconds', 'Age of the oldest job that is due', ['queue']),
    up: gauge('sparkone_dependency_up', '1 when the dependency answered its last check', ['dependency']),
    check: gauge('sparkone_dependency_check_seconds', 'How long the last check took', ['dependency']),
    limited: counter('sparkone_rate_limit_hits_total', 'Requests refused for being too many', ['surface', 'reason']),
    unauthenticated: counter('sparkone_auth_failures_total', 'Requests not let in', ['surface', 'reason']),
    cacheFailures: counter('sparkone_cache_failures_total', 'Calls to Redis that failed', ['operation']),
    build: gauge('sparkone_build_info', 'Always 1; the labels say what runs', ['version', 'commit']),
  }

  for (const channel of INBOUND) {
    for (const status of ['accepted', 'duplicate', 'processed', 'failed', 'ignored']) {
      series.ingestion.inc({ channel, status }, 0)
    }
    series.processing.zero({ channel })
  }
  for (const status of ['success', 'failure']) series.whatsapp.inc({ status }, 0)
  for (const reason of ['error', 'no_receipt', 'disabled', 'throttled']) {
    for (const status of ['sent', 'failure']) series.fallback.inc({ status, reason }, 0)
  }
  for (const channel of CHANNELS) {
    for (const kind of KINDS) {
      for (const outcome of OUTCOMES) series.deliveries.inc({ channel, kind, outcome, reason: 'none' }, 0)
    }
    for (const receipt of RECEIPTS) series.receipts.zero({ channel, receipt })
  }
  for (const status of ['sent', 'skipped']) {
    series.briefs.inc({ kind: 'morning', status }, 0)
    series.lateness.zero({ kind: 'morning', status })
  }
  for (const queue of queues) {
    for (const status of JOB_STATUSES) {
      series.jobs.inc({ queue, status }, 0)
      series.jobSeconds.zero({ queue, status })
    }
    for (const status of ['queued', 'active', 'dead']) series.depth.set({ queue, status }, 0)
    series.age.set({ queue }, 0)
  }
  for (const reason of ['key', 'address']) series.limited.inc({ surface: 'api', reason }, 0)
  for (const reason of ['invalid_key', 'scope_missing']) series.unauthenticated.inc({ surface: 'api', reason }, 0)
  for (const reason of ['refused', 'not_configured']) {
    series.unauthenticated.inc({ surface: 'whatsapp_webhook', reason }, 0)
  }
  series.cacheFailures.inc({ operation: 'rate_limit' }, 0)
  return series
}
