import { afterEach, describe, expect, it } from 'vitest'
import { type AgentosServer, startAgentosServer } from '../support/agentos-server.ts'
import { GATEWAY_KEY, type House, openHouse, PHONE } from '../support/e2e-house.ts'
import { eventually, sentWith, write } from '../support/e2e-operator.ts'
import { API_KEY, type Environment, endAll, runCommand } from '../support/e2e-process.ts'
import { startOpenAiServer } from '../support/openai-server.ts'

const KEY = 'canary-agno-key-31c7'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await endAll()
})

const openAgno = async (): Promise<AgentosServer & { readonly env: Environment }> => {
  const agno = await startAgentosServer({ apiKey: KEY })
  closing.push(agno.stop)
  return { ...agno, env: { AGNO_BASE_URL: agno.url, AGNO_AGENT_ID: agno.agentId, AGNO_API_KEY: KEY } }
}
const openWith = async (env: Environment): Promise<House> => {
  const house = await openHouse({ database: 'pglite', whatsapp: true, env })
  closing.unshift(house.close)
  return house
}

describe('a message that only a model understands', () => {
  it('is acted on; nothing of it, of its sender or of our keys is in a log, a metric or the wrong hands', async () => {
    const agno = await openAgno()
    const llm = await startOpenAiServer({ apiKey: 'canary-llm-key-99d2' })
    closing.push(llm.stop)
    const house = await openWith({
      ...agno.env,
      ...{ LLM_BASE_URL: llm.baseUrl, LLM_MODEL: llm.model, LLM_API_KEY: llm.apiKey },
      LOG_LEVEL: 'trace',
    })
    const server = await house.start()
    agno.runs('ERROR')
    llm.says({ action: 'create_task', title: 'Canário comprou alpiste' })
    await write(house.evolution, 'alpiste do canário acabou')
    await sentWith(house.evolution, 'Canário comprou alpiste')
    expect((await server.api('GET', '/health/agno')).status).toBe(200)
    expect((await server.api('GET', '/health/openai')).status).toBe(200)

    const { text } = await server.api('GET', '/metrics')
    expect(text).toContain('sparkone_llm_requests_total{provider="agno",outcome="unavailable"} 1')
    expect(text).toContain('sparkone_classification_total{result="create_task",provider="llm"} 1')
    const { json } = await server.api('GET', '/people')
    const people = json.people.map(({ id }: { id: string }) => id)
    const secrets = [KEY, llm.apiKey, GATEWAY_KEY, API_KEY, PHONE, PHONE.slice(2)]
    for (const words of [...secrets, 'alpiste', 'the model broke'])
      expect(`${server.output()}${text}`).not.toContain(words)
    for (const { body } of [...agno.requests, ...llm.requests]) {
      for (const words of [...secrets, ...people]) expect(body).not.toContain(words)
    }
  })
})

describe('the budget of a person', () => {
  it('is theirs for the day, also after a restart', async () => {
    const agno = await openAgno()
    agno.saysAlways({ action: 'create_task', title: null })
    const house = await openWith({ ...agno.env, LLM_DAILY_CAP_PER_PERSON: '2' })
    const asked = () => agno.requests.filter(({ path }) => path.endsWith('/runs')).length
    for (const words of [['pilhas', 'velas'], ['toalhas']]) {
      const server = await house.start()
      for (const word of words) {
        await write(house.evolution, word)
        await sentWith(house.evolution, word)
      }
      await server.stop()
    }
    expect(asked()).toBe(2)
  })
})

describe('REQUIRE_AGNO', () => {
  it('ends the start with the name of what is refused, in the language of the operator', async () => {
    const agno = await openAgno()
    const house = await openWith({ ...agno.env, REQUIRE_AGNO: 'true', AGNO_API_KEY: 'canary-wrong-key' })
    for (const role of ['serve', 'work']) {
      const { code, stderr, stdout } = await runCommand([role], {
        ENVIRONMENT: 'test',
        API_KEY,
        ...house.env,
      })
      expect([code, stderr.trim()]).toEqual([1, 'O intérprete recusou AGNO_API_KEY, e REQUIRE_AGNO está ligado.'])
      expect(stdout).not.toContain('canary')
    }
  })

  it('lets it start, ready, while the provider is down: its health says so', async () => {
    const agno = await openAgno()
    agno.down({ kind: 'html', status: 502 })
    const house = await openWith({ ...agno.env, REQUIRE_AGNO: 'true' })
    const server = await house.start()
    expect((await server.api('GET', '/health/ready')).status).toBe(200)
    expect((await server.api('GET', '/health/agno')).json).toMatchObject({ status: 'unavailable', detail: 'failing' })
    await write(house.evolution, 'pilhas')
    await sentWith(house.evolution, 'pilhas')
    await eventually(async () => {
      expect((await server.api('GET', '/metrics')).text).toContain('sparkone_dependency_up{dependency="agno"} 0')
    })
  })
})
