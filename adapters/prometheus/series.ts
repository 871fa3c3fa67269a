import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

const QUICK = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const WORK = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 30, 60, 120, 300]
const RECEIPT = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600]
const LATE = [1, 5, 15, 30, 60, 120, 300, 900, 3600, 14_400]

/** All series of SparkOne, in a registry of their own. */
export const createSeries = (registry: Registry) => {
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter<L>({ name: `sparkone_${name}`, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge<L>({ name: `sparkone_${name}`, help, labelNames, registers })
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram<L>({ name: `sparkone_${name}`, help, buckets, labelNames, registers })

  return {
    httpRequests: counter('http_requests_total', 'Requests answered, by route pattern.', 'method', 'route', 'status'),
    httpLatency: histogram('http_request_latency_seconds', 'Time to the answer.', QUICK, 'method', 'route'),

    ingestion: counter('ingestion_total', 'Inbound messages, by what became of them.', 'channel', 'status'),
    classification: counter('classification_total', 'Messages understood, by intent.', 'result', 'provider'),
    modelRequests: counter('llm_requests_total', 'Questions to models, by how they ended.', 'provider', 'outcome'),
    circuits: gauge('circuit_state', '0 asked as usual, 1 tried again, 2 left alone for a while.', 'dependency'),
    processing: histogram('message_processing_duration_seconds', 'From received to answered.', WORK, 'channel'),

    syncs: {
      notion: counter('notion_sync_total', 'Copies pushed to Notion, and pulls from it.', 'status', 'direction'),
      sheets: counter('sheets_sync_total', 'The same of Google Sheets.', 'status', 'direction'),
    },
    syncConflicts: counter('sync_conflicts_total', 'Fields that both sides had changed.', 'mirror'),
    syncLag: gauge('sync_lag_seconds', 'Age of the oldest change a mirror does not show yet; 0 for none.', 'mirror'),
    mirrorPaused: gauge('mirror_paused', '1 while a mirror stands still, for the reason named.', 'mirror', 'reason'),

    whatsapp: counter('whatsapp_notifications_total', 'Notifications WhatsApp confirmed or gave up.', 'status'),
    fallback: counter('fallback_notifications_total', 'Notifications e-mail took over.', 'status', 'reason'),
    deliveries: counter('deliveries_total', 'Ends of attempts to send.', 'channel', 'kind', 'outcome', 'reason'),
    receipts: histogram('receipt_seconds', 'From the attempt to its receipt.', RECEIPT, 'channel', 'receipt'),
    pending: gauge('notifications_pending', 'Notifications on their way.'),
    dead: gauge('notifications_dead', 'Notifications no channel could deliver.'),

    briefs: counter('brief_sent_total', 'Scheduled briefs.', 'kind', 'status'),
    lateness: histogram('brief_lateness_seconds', 'How late a scheduled brief was.', LATE, 'kind', 'status'),

    jobs: counter('jobs_total', 'Jobs run, by how they ended.', 'queue', 'status'),
    jobDuration: histogram('job_duration_seconds', 'Time a job ran.', WORK, 'queue'),
    queueDepth: gauge('queue_depth', 'Jobs there are.', 'queue', 'status'),
    jobAge: gauge('job_age_seconds', 'Age of the oldest job that waits.', 'queue'),

    dependencyUp: gauge('dependency_up', '1 when the last check of a configured dependency passed.', 'dependency'),
    dependencyCheck: gauge('dependency_check_seconds', 'Time the last check took.', 'dependency'),

    rateLimits: counter('rate_limit_hits_total', 'Requests refused for being too many.', 'surface', 'reason'),
    authFailures: counter('auth_failures_total', 'Requests refused for their credentials.', 'surface', 'reason'),
    cacheFailures: counter('cache_failures_total', 'Times Redis was done without.', 'operation'),
    collectFailures: counter('metrics_collect_failures_total', 'Times the gauges could not be read.'),
    build: gauge('build_info', 'Always 1; the labels say what runs.', 'version', 'commit'),
  }
}

export type Series = ReturnType<typeof createSeries>
