import * as known from './labels.ts'
import type { Series } from './series.ts'

/** Creates every series at 0, but those of HTTP and of dependencies, so that the first failure is an increase. */
export const createZeros = (series: Series): void => {
  for (const channel of known.SOURCES) {
    for (const status of ['accepted', 'duplicate', 'processed', 'failed', 'ignored']) {
      series.ingestion.inc({ channel, status }, 0)
    }
    series.processing.zero({ channel })
  }
  for (const provider of known.UNDERSTOOD_BY) {
    for (const result of known.INTENTS) series.classification.inc({ result, provider }, 0)
  }
  for (const provider of known.INTERPRETERS) {
    for (const outcome of known.ANSWERS) series.modelRequests.inc({ provider, outcome }, 0)
  }

  for (const status of ['success', 'failure']) series.whatsapp.inc({ status }, 0)
  for (const status of ['sent', 'failure']) {
    for (const reason of ['error', 'no_receipt', 'disabled', 'throttled']) series.fallback.inc({ status, reason }, 0)
  }
  for (const channel of known.CHANNELS) {
    for (const receipt of known.RECEIPTS) series.receipts.zero({ channel, receipt })
    for (const kind of known.KINDS) zeroDeliveries(series, channel, kind)
  }

  for (const mirror of known.MIRRORS) {
    for (const status of ['success', 'failure', 'skipped']) {
      for (const direction of ['push', 'pull']) series.syncs[mirror].inc({ status, direction }, 0)
    }
    series.syncConflicts.inc({ mirror }, 0)
  }
  for (const kind of known.BRIEFS) {
    for (const status of ['sent', 'skipped']) {
      series.briefs.inc({ kind, status }, 0)
      series.lateness.zero({ kind, status })
    }
  }
  for (const queue of known.JOBS) {
    for (const status of ['completed', 'failed', 'dead']) series.jobs.inc({ queue, status }, 0)
    series.jobDuration.zero({ queue })
  }
  for (const [surface, reasons] of Object.entries(known.AUTH_FAILURES)) {
    for (const reason of reasons) series.authFailures.inc({ surface, reason }, 0)
  }
  for (const [surface, reasons] of Object.entries(known.RATE_LIMITS)) {
    for (const reason of reasons) series.rateLimits.inc({ surface, reason }, 0)
  }
  for (const operation of known.OPERATIONS) series.cacheFailures.inc({ operation }, 0)
}

const zeroDeliveries = ({ deliveries }: Series, channel: string, kind: string): void => {
  for (const outcome of ['accepted', 'delivered']) deliveries.inc({ channel, kind, outcome, reason: '' }, 0)
  for (const outcome of ['failed', 'retried', 'ambiguous']) {
    for (const reason of [...known.REASONS, 'other']) deliveries.inc({ channel, kind, outcome, reason }, 0)
  }
}
