import { afterEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../../../config.ts'
import { agnoFound, modelFound } from '../../../runtime/doctor/interpreters.ts'
import { wordsIn } from '../../../runtime/doctor/words.ts'
import { openInterpreters } from '../../../runtime/interpreters.ts'
import { requireInterpreter } from '../../../runtime/require-interpreter.ts'
import { startAgentosServer } from '../../support/agentos-server.ts'
import type { ModelServer } from '../../support/model-server.ts'
import { startOpenAiServer } from '../../support/openai-server.ts'

const servers: ModelServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

type Environment = Record<string, string>
const configOf = (env: Environment) => loadConfig({ REQUIRE_AGNO: 'true', LOCALE: 'en', ...env }, () => '')
const agnoEnv = async (some: Environment = {}, options: { openToAll?: boolean } = {}) => {
  const server = await startAgentosServer(options)
  servers.push(server)
  return { AGNO_BASE_URL: server.url, AGNO_AGENT_ID: server.agentId, AGNO_API_KEY: server.apiKey, ...some }
}
const llmEnv = async (some: Environment = {}) => {
  const server = await startOpenAiServer()
  servers.push(server)
  return { LLM_BASE_URL: server.baseUrl, LLM_MODEL: server.model, LLM_API_KEY: server.apiKey, ...some }
}

/** What keeps it from starting, or what is warned of. */
const start = async (env: Environment) => {
  const warnings: string[] = []
  const config = configOf(env)
  const log = { warn: (_: object, text: string) => void warnings.push(text) }
  const trouble = await requireInterpreter(config, openInterpreters(config), log).then(
    () => null,
    (error: unknown) => error,
  )
  return { trouble, warnings }
}

describe('REQUIRE_AGNO', () => {
  it('is content with an agent that takes our key, and with a model server that does', async () => {
    expect(await start(await agnoEnv())).toEqual({ trouble: null, warnings: [] })
    expect(await start(await llmEnv())).toEqual({ trouble: null, warnings: [] })
  })

  it.each([
    ['AGNO_API_KEY', { AGNO_API_KEY: 'another' }],
    ['AGNO_API_KEY', { AGNO_API_KEY: '' }],
    ['AGNO_AGENT_ID', { AGNO_AGENT_ID: 'gone' }],
  ])('lets nothing start while %s is wrong, and names it alone', async (name, some) => {
    const { trouble } = await start(await agnoEnv(some))
    expect(trouble).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining(name) })
    expect(String(trouble)).not.toMatch(/another|model-key/)
  })

  it('lets nothing start with a key the model server refuses, though Agno is well', async () => {
    const { trouble } = await start({ ...(await agnoEnv()), ...(await llmEnv({ LLM_API_KEY: 'another' })) })
    expect(trouble).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('LLM_API_KEY') })
  })

  it.each([
    [{}, ['AGNO_BASE_URL or LLM_BASE_URL is missing: REQUIRE_AGNO=true needs one of them.']],
    [{ AGNO_BASE_URL: 'http://a' }, ['AGNO_AGENT_ID is missing: AGNO_BASE_URL needs it.']],
    [{ AGNO_AGENT_ID: 'a' }, [/^AGNO_BASE_URL is missing: AGNO_AGENT_ID/, /^AGNO_BASE_URL or/]],
    [{ AGNO_API_KEY: 'a' }, [/^AGNO_BASE_URL is missing: AGNO_API_KEY/, /^AGNO_BASE_URL or/]],
    [{ LLM_BASE_URL: 'http://a' }, ['LLM_MODEL is missing: LLM_BASE_URL needs it.']],
    [{ LLM_MODEL: 'a' }, [/^LLM_BASE_URL is missing: LLM_MODEL/, /^AGNO_BASE_URL or/]],
    [{ LLM_API_KEY: 'a' }, [/^LLM_BASE_URL is missing: LLM_API_KEY/, /^AGNO_BASE_URL or/]],
    [{ REQUIRE_AGNO: 'yes' }, [/^REQUIRE_AGNO must be true or false/]],
  ] as const)('and half a provider is told before anything is opened: %j', (env, problems) => {
    const told = (() => {
      try {
        configOf(env)
        return []
      } catch (error) {
        return (error as { problems: readonly string[] }).problems
      }
    })()
    expect(told).toHaveLength(problems.length)
    for (const [index, problem] of problems.entries()) expect(told[index]).toMatch(problem)
  })

  it('lets it start while the provider is down, with a warning', async () => {
    const env = await agnoEnv()
    servers[0]?.down({ kind: 'answer', status: 503, body: {} })
    expect(await start(env)).toEqual({ trouble: null, warnings: [expect.stringContaining('is down')] })
    expect(await start({ ...env, AGNO_BASE_URL: 'http://127.0.0.1:9' })).toMatchObject({ trouble: null })
  })

  it('warns of an AgentOS that answers anybody', async () => {
    const { trouble, warnings } = await start(await agnoEnv({}, { openToAll: true }))
    expect([trouble, warnings]).toEqual([null, [expect.stringContaining('OS_SECURITY_KEY')]])
  })

  it('that is not set asks nobody at the start', async () => {
    const env = await agnoEnv({ AGNO_API_KEY: 'another', REQUIRE_AGNO: 'false' })
    expect(await start(env)).toEqual({ trouble: null, warnings: [] })
    expect(servers[0]?.requests).toEqual([])
  })
})

describe('an interpreter of the configuration', () => {
  it('knows people by a keyed hash, the same each time and another with another key', async () => {
    const name = (key: string) =>
      openInterpreters({ agno: { baseUrl: 'http://a', agentId: 'a', apiKey: key }, llm: null }).pseudonym('person 1')
    expect(await name('one')).toMatch(/^[0-9a-f]{64}$/)
    expect(await name('one')).toBe(await name('one'))
    expect(await name('one')).not.toBe(await name('two'))
  })

  it.each(['pt-BR', 'en'] as const)('is examined by the doctor, with what to do: %s', (locale) => {
    const words = wordsIn(locale)
    for (const detail of ['unauthorized', 'agent_missing', 'unreachable', 'redirected', 'failing', 'other']) {
      const finding = agnoFound({ status: 'unavailable', detail }, null, words)
      expect([finding.status, finding.advice]).toEqual(['failed', expect.stringContaining('AGNO_')])
      const model = modelFound({ status: 'unavailable', detail }, words)
      expect([model.status, model.advice]).toEqual(['failed', expect.stringContaining('LLM_')])
    }
    expect(agnoFound({ status: 'ok', detail: 'answers' }, true, words).advice).toContain('OS_SECURITY_KEY')
    expect(agnoFound({ status: 'ok', detail: 'answers' }, false, words).status).toBe('ok')
    expect(agnoFound({ status: 'disabled', detail: '' }, null, words).status).toBe('off')
    expect(modelFound({ status: 'ok', detail: 'model_not_listed' }, words).advice).toContain('LLM_MODEL')
    expect(modelFound({ status: 'ok', detail: 'answers' }, words).status).toBe('ok')
    expect(modelFound({ status: 'disabled', detail: '' }, words).status).toBe('off')
  })
})
