import type { Answer } from '../binding/answer.ts'
import { bind } from '../binding/bind.ts'
import type { HttpDeps, Probe } from '../deps.ts'
import * as contract from './contract.ts'

const nowOf = (deps: HttpDeps): string => deps.clock.now().toISOString()

const checkAnswer = (deps: HttpDeps, what: 'database' | 'redis', probe: Probe & { name: string }): Answer => {
  const connected = probe.status === 'ok'
  return [
    connected ? 200 : 503,
    {
      status: connected ? 'ok' : 'unavailable',
      [what]: probe.name,
      connected,
      latency_ms: probe.latencyMs,
      timestamp: nowOf(deps),
    },
  ]
}

const integrationAnswer = (deps: HttpDeps, probe: Probe): Answer => [
  probe.status === 'unavailable' ? 503 : 200,
  { status: probe.status, detail: probe.detail, latency_ms: probe.latencyMs, timestamp: nowOf(deps) },
]

export const healthRoutes = [
  bind(contract.health, async ({ deps }) => [
    200,
    {
      status: 'ok',
      timestamp: nowOf(deps),
      version: deps.settings.version,
      environment: deps.settings.environment,
    },
  ]),

  bind(contract.live, async () => [200, { status: 'ok' }]),

  bind(contract.ready, async ({ deps }) => {
    const reasons = await deps.health.ready()
    return reasons.length === 0
      ? [200, { status: 'ready', reasons: [] }]
      : [503, { status: 'not_ready', reasons: [...reasons] }]
  }),

  bind(contract.database, async ({ deps }) => checkAnswer(deps, 'database', await deps.health.database())),
  bind(contract.redis, async ({ deps }) => checkAnswer(deps, 'redis', await deps.health.redis())),
  bind(contract.evolution, async ({ deps }) => integrationAnswer(deps, await deps.health.evolution())),
  bind(contract.smtp, async ({ deps }) => integrationAnswer(deps, await deps.health.smtp())),
  bind(contract.notion, async ({ deps }) => integrationAnswer(deps, await deps.health.notion())),
  bind(contract.sheets, async ({ deps }) => integrationAnswer(deps, await deps.health.sheets())),
  bind(contract.agno, async ({ deps }) => integrationAnswer(deps, await deps.health.agno())),
  bind(contract.openai, async ({ deps }) => integrationAnswer(deps, await deps.health.openai())),

  bind(contract.metrics, async ({ deps }) => {
    const { body, type } = await deps.metrics()
    return [200, body, { type }]
  }),
]
