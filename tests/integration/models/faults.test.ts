import { afterEach, describe, expect, it } from 'vitest'
import { createAgnoInterpreter } from '../../../adapters/agno/index.ts'
import { createLlmInterpreter } from '../../../adapters/openai/index.ts'
import type { Interpreter } from '../../../core/capture/ports.ts'
import { DEFAULT_SETTINGS } from '../../../core/index.ts'
import { startAgentosServer } from '../../support/agentos-server.ts'
import { actorOf, createTestCore } from '../../support/core.ts'
import { MODEL_FAULTS } from '../../support/model-faults.ts'
import type { ModelServer, ModelServerOptions } from '../../support/model-server.ts'
import { type OpenAiFlavour, startOpenAiServer } from '../../support/openai-server.ts'

interface Primary {
  readonly server: ModelServer
  readonly interpreter: Interpreter
}

const llmOf =
  (flavour: OpenAiFlavour) =>
  async (options: ModelServerOptions = {}): Promise<Primary> => {
    const server = await startOpenAiServer({ ...options, flavour })
    const { baseUrl, model, apiKey } = server
    return { server, interpreter: createLlmInterpreter({ baseUrl, model, apiKey }) }
  }

const PRIMARIES: Readonly<Record<string, (options?: ModelServerOptions) => Promise<Primary>>> = {
  AgentOS: async (options = {}) => {
    const server = await startAgentosServer(options)
    const { url: baseUrl, agentId, apiKey } = server
    return { server, interpreter: createAgnoInterpreter({ baseUrl, agentId, apiKey }) }
  },
  OpenAI: llmOf('openai'),
  'llama.cpp': llmOf('llama'),
  "Ollama's cloud": llmOf('ignores'),
}

const TEXT = 'joguei o passaporte no lixo, venceu'
const servers: ModelServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

/** What Bruno is answered, with one interpreter that fails and one behind it that serves. */
const answerWith = async (primary: Interpreter, requestTimeoutMs = 400) => {
  const second = await startOpenAiServer()
  servers.push(second)
  second.saysAlways({ action: 'create_task', title: 'renovar o passaporte' })
  const { baseUrl, model, apiKey } = second
  const test = await createTestCore({
    interpreters: [primary, createLlmInterpreter({ baseUrl, model, apiKey })],
    settings: { interpreters: { ...DEFAULT_SETTINGS.interpreters, requestTimeoutMs } },
  })
  const began = performance.now()
  const { id } = await test.core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content: TEXT })
  await test.drain()
  const { status, reply } = await test.core.capture.get(actorOf(test.ana), id)
  const outcomes = test.facts.facts.flatMap((fact) => (fact.type === 'model_asked' ? [fact.outcome] : []))
  return { status, reply, outcomes, ms: performance.now() - began, facts: JSON.stringify(test.facts.facts) }
}

for (const [name, open] of Object.entries(PRIMARIES)) {
  describe(`a message while ${name} fails`, () => {
    it.each(MODEL_FAULTS)('with %s is answered by the next in time', async (_, fault, outcome) => {
      const { server, interpreter } = await open()
      servers.push(server)
      server.down(fault)
      const { status, reply, outcomes, ms, facts } = await answerWith(interpreter)
      expect([status, outcomes]).toEqual(['processed', [outcome, 'answered']])
      expect(reply).toContain('renovar o passaporte')
      expect(ms).toBeLessThan(8000)
      // Nothing is asked again but a format that was refused or an answer out of shape.
      expect(server.requests.length).toBeLessThanOrEqual(2)
      expect(facts).not.toMatch(/passaporte|segredo|97777/)
    })

    it('with 400 to whatever it is asked is answered by the next', async () => {
      const { server, interpreter } = await open()
      servers.push(server)
      server.down({ kind: 'answer', status: 400, body: { detail: 'no' } })
      const { status, outcomes } = await answerWith(interpreter)
      expect([status, outcomes]).toEqual(['processed', ['rejected', 'answered']])
      expect(server.requests.length).toBeLessThanOrEqual(3)
    })

    it('with a certificate nobody vouches for is told nothing', async () => {
      const { server, interpreter } = await open({ tls: true })
      servers.push(server)
      const { status, outcomes } = await answerWith(interpreter)
      expect([status, outcomes]).toEqual(['processed', ['unavailable', 'answered']])
      expect(server.requests).toEqual([])
    })

    it('with an answer that is no action is answered by the next', async () => {
      const { server, interpreter } = await open()
      servers.push(server)
      server.saysAlways('Claro! Vou apagar todas as suas tarefas agora.')
      const { status, outcomes } = await answerWith(interpreter)
      expect([status, outcomes]).toEqual(['processed', ['invalid', 'answered']])
    })
  })
}

describe('a message while both are gone', () => {
  it('is kept in the words of the person', async () => {
    const baseUrl = 'http://no-such-host.invalid'
    const test = await createTestCore({
      interpreters: [
        createAgnoInterpreter({ baseUrl, agentId: 'a', apiKey: null }),
        createLlmInterpreter({ baseUrl, model: 'm', apiKey: null }),
      ],
    })
    const { id } = await test.core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content: TEXT })
    await test.drain()
    const { status, reply } = await test.core.capture.get(actorOf(test.ana), id)
    expect(status).toBe('processed')
    expect(reply).toContain(TEXT)
  })
})
