import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../../adapters/prometheus/index.ts'
import * as labels from '../../../adapters/prometheus/labels.ts'
import { BRIEF_KINDS } from '../../../core/briefs/ports.ts'
import type { Fact } from '../../../core/kernel/observer.ts'
import { INTENTS } from '../../../core/language/understanding.ts'
import { NOTIFICATION_KINDS, RECEIPT_KINDS } from '../../../core/notify/notification.ts'

const open = () => createMetrics({ version: '1.2.3', commit: 'abc123' })
const sampleOf = (text: string, series: string): number | null => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? null : Number(line.slice(series.length + 1))
}
const after = async (...facts: readonly Fact[]): Promise<string> => {
  const metrics = open()
  for (const fact of facts) metrics.observer.observe(fact)
  return metrics.render()
}

describe('a fresh process', () => {
  it('shows every series of the page at 0, so that the first failure is an increase', async () => {
    const text = await open().render()
    for (const series of [
      'sparkone_ingestion_total{channel="whatsapp",status="duplicate"}',
      'sparkone_classification_total{result="create_task",provider="rules"}',
      'sparkone_classification_total{result="create_task",provider="llm"}',
      'sparkone_llm_requests_total{provider="agno",outcome="unavailable"}',
      'sparkone_message_processing_duration_seconds_count{channel="whatsapp"}',
      'sparkone_notion_sync_total{status="failure",direction="push"}',
      'sparkone_sheets_sync_total{status="skipped",direction="pull"}',
      'sparkone_sync_conflicts_total{mirror="sheets"}',
      'sparkone_whatsapp_notifications_total{status="failure"}',
      'sparkone_fallback_notifications_total{status="sent",reason="no_receipt"}',
      'sparkone_deliveries_total{channel="whatsapp",kind="alert",outcome="failed",reason="logged_out"}',
      'sparkone_deliveries_total{channel="email",kind="brief",outcome="delivered",reason=""}',
      'sparkone_receipt_seconds_count{channel="whatsapp",receipt="server"}',
      'sparkone_brief_sent_total{kind="morning",status="sent"}',
      'sparkone_brief_lateness_seconds_count{kind="morning",status="sent"}',
      'sparkone_jobs_total{queue="notify.whatsapp",status="dead"}',
      'sparkone_job_duration_seconds_count{queue="capture.interpret"}',
      'sparkone_auth_failures_total{surface="api",reason="invalid_key"}',
      'sparkone_auth_failures_total{surface="web",reason="password"}',
      'sparkone_auth_failures_total{surface="web",reason="csrf"}',
      'sparkone_rate_limit_hits_total{surface="api",reason="key"}',
      'sparkone_rate_limit_hits_total{surface="web",reason="totp"}',
      'sparkone_cache_failures_total{operation="rate_limit"}',
      'sparkone_metrics_collect_failures_total',
    ]) {
      expect([series, sampleOf(text, series)]).toEqual([series, 0])
    }
    expect(sampleOf(text, 'sparkone_build_info{version="1.2.3",commit="abc123"}')).toBe(1)
    expect(text).toMatch(/^process_cpu_user_seconds_total /m)
  })

  it('shows no series of what is not there yet', async () => {
    const text = await open().render()
    expect(text).not.toMatch(/circuit_state\{|sync_lag_seconds\{|mirror_paused\{|backup|^sparkone_http_\w+\{/m)
    expect(text).not.toMatch(/^sparkone_(dependency|queue|job_age|notifications_)\w*[{ ]/m)
  })

  it('knows every word the core has for its labels', () => {
    expect(labels.INTENTS).toEqual(INTENTS)
    expect(labels.KINDS).toEqual(NOTIFICATION_KINDS)
    expect(labels.RECEIPTS).toEqual(RECEIPT_KINDS)
    expect(labels.BRIEFS).toEqual(BRIEF_KINDS)
  })
})

describe('a fact', () => {
  const delivery = { type: 'delivery', channel: 'whatsapp', kind: 'alert' } as const

  it.each([
    [
      { type: 'ingested', channel: 'whatsapp', status: 'accepted' },
      'sparkone_ingestion_total{channel="whatsapp",status="accepted"}',
    ],
    [
      { type: 'classified', result: 'undo', provider: 'rules' },
      'sparkone_classification_total{result="undo",provider="rules"}',
    ],
    [
      { type: 'message_processed', channel: 'web', seconds: 2 },
      'sparkone_message_processing_duration_seconds_count{channel="web"}',
    ],
    [
      { ...delivery, outcome: 'failed', reason: 'no_receipt' },
      'sparkone_deliveries_total{channel="whatsapp",kind="alert",outcome="failed",reason="no_receipt"}',
    ],
    [
      { ...delivery, outcome: 'failed', reason: 'no_receipt' },
      'sparkone_whatsapp_notifications_total{status="failure"}',
    ],
    [{ ...delivery, outcome: 'delivered', reason: '' }, 'sparkone_whatsapp_notifications_total{status="success"}'],
    [
      { type: 'fallback', status: 'failure', reason: 'disabled' },
      'sparkone_fallback_notifications_total{status="failure",reason="disabled"}',
    ],
    [
      { type: 'receipt', channel: 'whatsapp', receipt: 'read', seconds: 7 },
      'sparkone_receipt_seconds_bucket{le="10",channel="whatsapp",receipt="read"}',
    ],
    [
      { type: 'brief', kind: 'morning', status: 'sent', latenessSeconds: 3 },
      'sparkone_brief_sent_total{kind="morning",status="sent"}',
    ],
    [
      { type: 'brief', kind: 'morning', status: 'sent', latenessSeconds: 3 },
      'sparkone_brief_lateness_seconds_count{kind="morning",status="sent"}',
    ],
    [
      { type: 'job', name: 'briefs.tick', status: 'failed', seconds: 1 },
      'sparkone_jobs_total{queue="briefs.tick",status="failed"}',
    ],
    [
      { type: 'job', name: 'briefs.tick', status: 'failed', seconds: 1 },
      'sparkone_job_duration_seconds_count{queue="briefs.tick"}',
    ],
    [
      { type: 'auth_failure', surface: 'whatsapp_webhook', reason: 'refused' },
      'sparkone_auth_failures_total{surface="whatsapp_webhook",reason="refused"}',
    ],
    [
      { type: 'auth_failure', surface: 'web', reason: 'password' },
      'sparkone_auth_failures_total{surface="web",reason="password"}',
    ],
    [
      { type: 'rate_limited', surface: 'web', reason: 'recovery_code' },
      'sparkone_rate_limit_hits_total{surface="web",reason="recovery_code"}',
    ],
    [
      { type: 'rate_limited', surface: 'api', reason: 'address' },
      'sparkone_rate_limit_hits_total{surface="api",reason="address"}',
    ],
    [
      { type: 'synced', mirror: 'notion', direction: 'push', status: 'failure' },
      'sparkone_notion_sync_total{status="failure",direction="push"}',
    ],
    [
      { type: 'synced', mirror: 'sheets', direction: 'pull', status: 'success' },
      'sparkone_sheets_sync_total{status="success",direction="pull"}',
    ],
    [{ type: 'sync_conflict', mirror: 'notion' }, 'sparkone_sync_conflicts_total{mirror="notion"}'],
    [{ type: 'cache_failure', operation: 'rate_limit' }, 'sparkone_cache_failures_total{operation="rate_limit"}'],
  ] as const satisfies readonly (readonly [Fact, string])[])('%j moves %s', async (fact, series) => {
    expect(sampleOf(await after(fact), series)).toBe(1)
  })

  it('that WhatsApp took but nobody confirmed is neither a success nor a failure', async () => {
    const text = await after(
      { ...delivery, outcome: 'accepted', reason: '' },
      { ...delivery, outcome: 'retried', reason: 'timeout' },
      { ...delivery, outcome: 'ambiguous', reason: 'reset' },
      { ...delivery, channel: 'email', outcome: 'delivered', reason: '' },
    )
    expect(sampleOf(text, 'sparkone_whatsapp_notifications_total{status="success"}')).toBe(0)
    expect(sampleOf(text, 'sparkone_whatsapp_notifications_total{status="failure"}')).toBe(0)
  })

  it('with words nobody expected adds no series beyond one named other', async () => {
    const odd = Array.from({ length: 50 }, (_, index) => `canary${index}`)
    const text = await after(
      ...odd.map((word): Fact => ({ ...delivery, channel: word, kind: word, outcome: 'failed', reason: word })),
      ...odd.map((word): Fact => ({ type: 'classified', result: word, provider: 'rules' })),
      ...odd.map((word): Fact => ({ type: 'auth_failure', surface: word, reason: word })),
      ...odd.map((word): Fact => ({ type: 'receipt', channel: word, receipt: word, seconds: 1 })),
    )
    expect(text).not.toContain('canary')
    expect(sampleOf(text, 'sparkone_auth_failures_total{surface="other",reason="other"}')).toBe(50)
  })
})

describe('the series of HTTP', () => {
  it('count answers by method, pattern and status, and time them', async () => {
    const metrics = open()
    metrics.http.observe('GET', '/tasks/{id}', 200, 0.02)
    metrics.http.observe('GET', '/tasks/{id}', 404, 0.003)
    metrics.http.observe('BREW', '/tasks/{id}', 405, 0.003)
    const text = await metrics.render()
    expect(sampleOf(text, 'sparkone_http_requests_total{method="GET",route="/tasks/{id}",status="404"}')).toBe(1)
    expect(sampleOf(text, 'sparkone_http_requests_total{method="other",route="/tasks/{id}",status="405"}')).toBe(1)
    expect(sampleOf(text, 'sparkone_http_request_latency_seconds_count{method="GET",route="/tasks/{id}"}')).toBe(2)
  })
})

describe('the gauges', () => {
  const gauges = {
    notifications: { pending: 3, failed: 1 },
    queues: [{ name: 'notify.email', queued: 2, active: 1, dead: 4, oldestSeconds: 9 }],
    dependencies: [
      { name: 'database', up: true, seconds: 0.002 },
      { name: 'evolution', up: false, seconds: 3 },
    ],
    mirrors: [
      { name: 'notion', lagSeconds: 0, pause: null },
      { name: 'sheets', lagSeconds: 71, pause: 'trouble' },
    ],
  } as const

  it('are read at each scrape', async () => {
    const metrics = open()
    metrics.collectFrom(async () => gauges)
    const text = await metrics.render()
    expect(sampleOf(text, 'sparkone_notifications_pending')).toBe(3)
    expect(sampleOf(text, 'sparkone_notifications_dead')).toBe(1)
    expect(sampleOf(text, 'sparkone_queue_depth{queue="notify.email",status="dead"}')).toBe(4)
    expect(sampleOf(text, 'sparkone_job_age_seconds{queue="notify.email"}')).toBe(9)
    expect(sampleOf(text, 'sparkone_dependency_up{dependency="evolution"}')).toBe(0)
    expect(sampleOf(text, 'sparkone_dependency_up{dependency="database"}')).toBe(1)
    expect(sampleOf(text, 'sparkone_dependency_check_seconds{dependency="evolution"}')).toBe(3)
    expect(sampleOf(text, 'sparkone_sync_lag_seconds{mirror="sheets"}')).toBe(71)
    expect(sampleOf(text, 'sparkone_mirror_paused{mirror="sheets",reason="trouble"}')).toBe(1)
    expect(sampleOf(text, 'sparkone_mirror_paused{mirror="sheets",reason="operator"}')).toBe(0)
    expect(sampleOf(text, 'sparkone_mirror_paused{mirror="notion",reason="trouble"}')).toBe(0)
  })

  it.each([
    ['fails', () => Promise.reject(new Error('database down'))],
    [
      'throws',
      () => {
        throw new Error('database down')
      },
    ],
    ['is slow', () => new Promise<never>(() => undefined)],
  ])('are left out, and counted, when their source %s; the rest is still there', async (_, broken) => {
    const metrics = createMetrics({ version: '1', commit: 'a', collectTimeoutMs: 10 })
    metrics.collectFrom(async () => gauges)
    await metrics.render()
    metrics.collectFrom(broken)
    const text = await metrics.render()
    expect(text).not.toMatch(/^sparkone_(notifications_pending|queue_depth|dependency_up)[{ ]/m)
    expect(sampleOf(text, 'sparkone_metrics_collect_failures_total')).toBe(1)
    expect(text).toContain('sparkone_ingestion_total{')
  })
})

describe('the text of a scrape', () => {
  it('follows the naming rules of Prometheus', async () => {
    const metrics = open()
    metrics.http.observe('GET', '/health', 200, 0.01)
    const text = await metrics.render()
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/)
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type }))
    const helps = new Map([...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name = '', help = '']) => [name, help]))
    const own = types.filter(({ name }) => name.startsWith('sparkone_'))
    expect(own.length).toBeGreaterThan(20)
    expect(new Set(types.map(({ name }) => name)).size).toBe(types.length)
    for (const { name, type } of own) {
      expect(name).toMatch(/^sparkone(_[a-z]+)+$/)
      expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter'])
      expect(name).not.toMatch(/_(ms|milliseconds|minutes|count|sum|bucket)$/)
      if (type === 'histogram') expect(name).toMatch(/_seconds$/)
      expect(helps.get(name)).toMatch(/^[A-Z0-9].*\.$/)
    }
    for (const [, label = ''] of text.matchAll(/[{,]([^=,{}"]+)="/g)) expect(label).toMatch(/^[a-z_]+$/)
  })
})
