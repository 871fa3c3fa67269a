import { describe, expect, it } from 'vitest'
import { createMetrics } from '../../../adapters/prometheus/index.ts'

const open = () => createMetrics({ version: '1.2.3', commit: 'abc123' })

describe('metrics of models', () => {
  it('count who understood a message, and how asking ended', async () => {
    const metrics = open()
    metrics.observer.observe({ type: 'classified', result: 'cancel_task', provider: 'llm' })
    metrics.observer.observe({ type: 'model_asked', provider: 'agno', outcome: 'budget_spent' })
    const text = await metrics.render()
    expect(text).toContain('sparkone_classification_total{result="cancel_task",provider="llm"} 1\n')
    expect(text).toContain('sparkone_llm_requests_total{provider="agno",outcome="budget_spent"} 1\n')
  })

  it('show the circuit of each that is configured, as of now', async () => {
    const metrics = open()
    metrics.collectFrom(async () => ({
      circuits: [
        { name: 'agno', state: 'open' },
        { name: 'openai', state: 'half_open' },
      ],
    }))
    expect(await metrics.render()).toMatch(/circuit_state\{dependency="agno"\} 2\n.*dependency="openai"\} 1\n/)
    metrics.collectFrom(async () => ({ circuits: [{ name: 'agno', state: 'closed' }] }))
    expect(await metrics.render()).toContain('sparkone_circuit_state{dependency="agno"} 0\n')
    expect(await metrics.render()).not.toContain('dependency="openai"')
  })
})
