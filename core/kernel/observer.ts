import type { JobName } from './jobs.ts'
import type { MirrorName } from './mirror-name.ts'

/**
 * What happened, for metrics and logs. Labels are bounded sets, never phones, ids or texts. A fact recorded in a unit
 * of work reaches the Observer after its commit, so that nothing is counted before it happened.
 */
export type Fact =
  | { type: 'ingested'; channel: string; status: 'accepted' | 'duplicate' | 'processed' | 'failed' | 'ignored' }
  /** rules: the grammar knew, or had the last word; the others: what one of them proposed was done. */
  | { type: 'classified'; result: string; provider: 'rules' | 'agno' | 'llm' }
  | {
      type: 'model_asked'
      provider: 'agno' | 'llm'
      /** How asking ended, as a port's error where it failed; the last two: it was not asked. */
      outcome:
        | 'answered'
        | 'invalid'
        | 'rejected'
        | 'unavailable'
        | 'throttled'
        | 'misconfigured'
        | 'broken'
        | 'circuit_open'
        | 'budget_spent'
    }
  | { type: 'message_processed'; channel: string; seconds: number }
  | {
      type: 'delivery'
      channel: string
      kind: string
      /** accepted: a gateway took it · delivered: confirmed · failed: this channel is done · retried: will try again */
      outcome: 'accepted' | 'delivered' | 'failed' | 'retried' | 'ambiguous'
      reason: string
    }
  | { type: 'fallback'; status: 'sent' | 'failure'; reason: 'error' | 'no_receipt' | 'disabled' | 'throttled' }
  | { type: 'receipt'; channel: string; receipt: string; seconds: number }
  | { type: 'brief'; kind: string; status: 'sent' | 'skipped'; latenessSeconds: number }
  | { type: 'job'; name: JobName; status: 'completed' | 'failed' | 'dead'; seconds: number }
  | { type: 'auth_failure'; surface: string; reason: string }
  | { type: 'rate_limited'; surface: string; reason: string }
  | { type: 'cache_failure'; operation: string }
  /** One a copy pushed and one a pull that ended; skipped: a run that found its mirror paused. */
  | { type: 'synced'; mirror: MirrorName; direction: 'push' | 'pull'; status: 'success' | 'failure' | 'skipped' }
  | { type: 'sync_conflict'; mirror: MirrorName }

export interface Observer {
  observe(fact: Fact): void
}

/** The buffer a unit of work offers: `record` now, observed after the commit. */
export interface Facts {
  record(fact: Fact): void
}

export const silent: Observer = { observe: () => undefined }
