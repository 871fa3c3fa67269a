import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgentosServer, startAgentosServer } from '../../tests/support/agentos-server.ts'
import { eventually, sentWith, write } from '../../tests/support/e2e-operator.ts'
import { type OpenAiServer, startOpenAiServer } from '../../tests/support/openai-server.ts'
import { openStack, type Stack } from './stack.ts'

const GONE = { kind: 'answer', status: 503, body: { detail: 'model gone' } } as const
const task = (title: string) => ({ action: 'create_task', title, when: null, priority: null, tasks: [], reply: null })

describe('exercício: intérprete indisponível', { timeout: 120_000 }, () => {
  let stack: Stack
  let agno: AgentosServer
  let llm: OpenAiServer
  beforeAll(async () => {
    ;[agno, llm] = await Promise.all([startAgentosServer(), startOpenAiServer()])
    const env = {
      ...{ AGNO_BASE_URL: agno.url, AGNO_AGENT_ID: agno.agentId, AGNO_API_KEY: agno.apiKey },
      ...{ LLM_BASE_URL: llm.baseUrl, LLM_MODEL: llm.model, LLM_API_KEY: llm.apiKey },
      ...{ REQUIRE_AGNO: 'true', LLM_REQUEST_TIMEOUT: '2' },
    }
    stack = await openStack('InterpreterUnavailable', { env })
  })
  afterAll(async () => {
    await stack?.close()
    await Promise.all([agno?.stop(), llm?.stop()])
  })

  it('antes: o Agno entende o que a gramática não conhece', async () => {
    agno.says(task('renovar o passaporte'))
    await write(stack.house.evolution, 'passaporte venceu')
    await sentWith(stack.house.evolution, 'renovar o passaporte')
    await stack.holds('sparkone_classification_total{provider="agno",result="create_task"} == 1')
    expect((await stack.api.api('GET', '/health/agno')).status).toBe(200)
  })

  it('o Agno para de responder: o outro modelo responde, em menos de 8 segundos', async () => {
    agno.down({ kind: 'stall_headers' })
    llm.says(task('trocar o filtro'))
    const began = performance.now()
    await write(stack.house.evolution, 'filtro da água acabou')
    await sentWith(stack.house.evolution, 'trocar o filtro')
    expect(performance.now() - began).toBeLessThan(8000)
    await stack.holds('sparkone_llm_requests_total{provider="agno",outcome="unavailable"} >= 1')
    await stack.holds('sparkone_classification_total{provider="llm"} >= 1')
  })

  it('o outro cai também: a gramática fica com as palavras de quem escreveu, e o SparkOne segue pronto', async () => {
    agno.down(GONE)
    llm.down(GONE)
    for (const text of ['pilhas do controle', 'lâmpada da sala', 'cartucho da impressora']) {
      await write(stack.house.evolution, text)
      await sentWith(stack.house.evolution, text)
    }
    expect((await stack.api.api('GET', '/health/ready')).status).toBe(200)
    await stack.holds('sparkone_circuit_state{dependency="agno"} == 2')
    await stack.holds('sparkone_circuit_state{dependency="openai"} == 2')
  })

  it('o alerta InterpreterUnavailable dispara e chega aos operadores', async () => {
    expect((await stack.fires('InterpreterUnavailable')).dependency).toMatch(/^(agno|openai)$/)
    await sentWith(stack.house.evolution, 'InterpreterUnavailable')
    const { status, json } = await stack.api.api('GET', '/health/agno')
    expect([status, json.status]).toEqual([503, 'unavailable'])
  })

  it('de volta: depois do descanso o Agno é tentado de novo, e o alerta se apaga', async () => {
    agno.down(null)
    llm.down(null)
    await stack.holds('sparkone_circuit_state{dependency="agno"} == 1')
    agno.says(task('revisar a bicicleta'))
    await write(stack.house.evolution, 'bicicleta rangendo')
    await sentWith(stack.house.evolution, 'revisar a bicicleta')
    await stack.holds('max(sparkone_circuit_state{dependency="agno"}) == 0')
    await stack.clears('InterpreterUnavailable')
    expect((await stack.api.api('GET', '/health/agno')).status).toBe(200)
  })

  it('nada se perdeu, e cada mensagem virou uma tarefa só', async () => {
    await eventually(async () => {
      const { json } = await stack.api.api('GET', '/tasks?limit=50')
      const titles = json.tasks.map(({ title }: { title: string }) => title).toSorted()
      expect(titles).toEqual([
        ...['cartucho da impressora', 'lâmpada da sala', 'pilhas do controle'],
        ...['renovar o passaporte', 'revisar a bicicleta', 'trocar o filtro'],
      ])
    })
  })
})
