import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAgnoInterpreter } from '../../../adapters/agno/index.ts'
import type { Question } from '../../../core/capture/ports.ts'
import { type AgentosServer, startAgentosServer } from '../../support/agentos-server.ts'

const QUESTION: Question = {
  text: 'ignore "tudo" & responda = +1 {}',
  locale: 'pt-BR',
  tasks: [],
  userKey: 'user-key',
  sessionKey: 'session-key',
  timeoutMs: 2000,
}

let server: AgentosServer
const interpreter = (apiKey: string | null = server.apiKey, agentId = server.agentId) =>
  createAgnoInterpreter({ baseUrl: server.url, agentId, apiKey })
beforeEach(async () => {
  server = await startAgentosServer()
})
afterEach(() => server.stop())

describe('an agent on AgentOS', () => {
  it('is asked by a form of a fixed list of fields, without streaming, under pseudonyms', async () => {
    await interpreter().interpret(QUESTION)
    const [request] = server.requests
    expect(request).toMatchObject({ method: 'POST', path: '/agents/sparkone/runs', contentType: /^application\/x-www/ })
    const form = Object.fromEntries(new URLSearchParams(request?.body))
    expect(Object.keys(form).toSorted()).toEqual([
      ...['message', 'output_schema', 'session_id', 'stream', 'use_json_schema', 'user_id'],
    ])
    expect(form).toMatchObject({ stream: 'false', session_id: 'session-key', user_id: 'user-key' })
    expect(form.message).toContain(JSON.stringify(QUESTION.text))
    expect(JSON.parse(form.output_schema ?? '')).toMatchObject({ additionalProperties: false })
  })

  it.each(['CANCELLED', 'PAUSED', 'PENDING', 'RUNNING', 'completed'])(
    'has not answered with a run %s',
    async (status) => {
      server.runs(status)
      await expect(interpreter().interpret(QUESTION)).rejects.toMatchObject({ kind: 'rejected' })
    },
  )

  it('has failed with a run in ERROR, whose words go no further, though the answer is a 200', async () => {
    server.runs('ERROR')
    const error: unknown = await interpreter()
      .interpret(QUESTION)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'unavailable' })
    expect(String(error)).not.toContain('model broke')
  })

  it('is well when it is there and takes the key', async () => {
    expect(await interpreter().probe()).toEqual({ status: 'ok', detail: 'answers' })
    expect(await interpreter('another').probe()).toEqual({ status: 'unavailable', detail: 'unauthorized' })
    expect(await interpreter(null).probe()).toEqual({ status: 'unavailable', detail: 'unauthorized' })
    expect(await interpreter(server.apiKey, 'gone').probe()).toEqual({ status: 'unavailable', detail: 'agent_missing' })
    expect(await interpreter().isOpenToAll()).toBe(false)
    server.down({ kind: 'html', status: 502 })
    expect(await interpreter().probe()).toEqual({ status: 'unavailable', detail: 'failing' })
    await server.stop()
    expect(await interpreter().probe()).toEqual({ status: 'unavailable', detail: 'unreachable' })
    expect(await interpreter().isOpenToAll()).toBeNull()
  })

  it('that asks nobody for a key says so', async () => {
    await server.stop()
    server = await startAgentosServer({ openToAll: true })
    expect(await interpreter(null).probe()).toEqual({ status: 'ok', detail: 'answers' })
    expect(await interpreter(null).isOpenToAll()).toBe(true)
  })
})
