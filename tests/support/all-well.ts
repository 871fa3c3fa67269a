import type { HealthChecks } from '../../handlers/http/index.ts'

const probe = { status: 'ok' as const, detail: 'fine', latencyMs: 1 }

/** Everything answers that is there, and nothing more is configured. */
export const allWell: HealthChecks = {
  database: async () => ({ ...probe, name: 'memory' }),
  redis: async () => ({ ...probe, name: 'memory' }),
  evolution: async () => ({ ...probe, status: 'disabled' }),
  smtp: async () => ({ ...probe, status: 'disabled' }),
  notion: async () => ({ ...probe, status: 'disabled' }),
  sheets: async () => ({ ...probe, status: 'disabled' }),
  agno: async () => ({ ...probe, status: 'disabled' }),
  openai: async () => ({ ...probe, status: 'disabled' }),
  ready: async () => [],
}
