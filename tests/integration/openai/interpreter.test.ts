import { afterEach, describe, expect, it } from 'vitest'
import { createLlmInterpreter } from '../../../adapters/openai/index.ts'
import { type Question, readAction } from '../../../core/capture/ports.ts'
import { type OpenAiFlavour, type OpenAiServer, startOpenAiServer } from '../../support/openai-server.ts'

const QUESTION: Question = {
  text: 'já paguei o aluguel',
  locale: 'pt-BR',
  tasks: [],
  userKey: 'user-key',
  sessionKey: 'session-key',
  timeoutMs: 3000,
}
const GOOD = { action: 'complete_task', title: null, when: null, priority: null, tasks: [1], reply: null }

let server: OpenAiServer
const open = async (flavour: OpenAiFlavour = 'openai') => {
  server = await startOpenAiServer({ flavour })
  return createLlmInterpreter(server)
}
afterEach(() => server.stop())

describe('what a server knows of formats', () => {
  it.each([
    ['openai', ['json_schema', 'json_schema']],
    ['ignores', ['json_schema', 'json_schema']],
    ['llama', ['json_schema', 'json_object', 'json_object']],
    ['plain', ['json_schema', 'json_object', 'none', 'none']],
  ] as const)('is found out once and remembered: %s', async (flavour, formats) => {
    const interpreter = await open(flavour)
    server.saysAlways(GOOD)
    for (let turn = 0; turn < 2; turn += 1)
      expect(readAction(await interpreter.interpret(QUESTION))).toMatchObject(GOOD)
    expect(server.formats()).toEqual(formats)
  })

  it('is not taken from a server that refuses the question itself', async () => {
    const interpreter = await open()
    const no = { kind: 'answer', status: 400, body: { error: { message: 'too long' } } } as const
    server.fault(no, no, no)
    await expect(interpreter.interpret(QUESTION)).rejects.toMatchObject({ kind: 'rejected' })
    await interpreter.interpret(QUESTION)
    expect(server.formats()).toEqual(['json_schema', 'json_object', 'none', 'json_schema'])
  })
})

describe('an answer', () => {
  it.each([
    ['between fences', `\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\``],
    ['after thoughts', `<think>Is it {done}?</think>\n${JSON.stringify(GOOD)}`],
    ['with a sentence around it', `Sure: ${JSON.stringify(GOOD)} Anything else?`],
  ])('%s is read without asking again', async (_, text) => {
    const interpreter = await open('ignores')
    server.says(text)
    expect(readAction(await interpreter.interpret(QUESTION))).toMatchObject(GOOD)
    expect(server.requests).toHaveLength(1)
  })

  it('out of shape is mended once', async () => {
    const interpreter = await open('ignores')
    server.says('Tudo pago!', GOOD)
    expect(readAction(await interpreter.interpret(QUESTION))).toMatchObject(GOOD)
    const { messages } = JSON.parse(server.requests[1]?.body ?? '')
    expect(messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    server.says('Tudo pago!', 'Já disse que sim.')
    expect(readAction(await interpreter.interpret(QUESTION))).toBeNull()
    expect(server.requests).toHaveLength(4)
  })

  it('out of shape is not mended when there is no time for it', async () => {
    const interpreter = await open('ignores')
    server.says('Tudo pago!')
    expect(readAction(await interpreter.interpret({ ...QUESTION, timeoutMs: 400 }))).toBeNull()
    expect(server.requests).toHaveLength(1)
  })

  it.each(['length', 'content_filter'])('cut off (%s) counts for nothing, even if it is whole JSON', async (reason) => {
    const interpreter = await open()
    server.says(GOOD)
    server.ends(reason)
    await expect(interpreter.interpret(QUESTION)).rejects.toMatchObject({ kind: 'rejected' })
  })

  it('that is a refusal counts for nothing', async () => {
    const interpreter = await open()
    server.refuses()
    await expect(interpreter.interpret(QUESTION)).rejects.toMatchObject({ kind: 'rejected' })
  })
})

describe('the health of a model server', () => {
  it('is its list of models, with our key', async () => {
    const interpreter = await open()
    expect(await interpreter.probe()).toEqual({ status: 'ok', detail: 'answers' })
    const at = (some: object) => createLlmInterpreter({ ...server, ...some }).probe()
    expect(await at({ model: 'another' })).toEqual({ status: 'ok', detail: 'model_not_listed' })
    expect(await at({ apiKey: 'wrong' })).toEqual({ status: 'unavailable', detail: 'unauthorized' })
    server.down({ kind: 'answer', status: 404, body: {} })
    expect(await interpreter.probe()).toEqual({ status: 'ok', detail: 'answers' })
    server.down({ kind: 'redirect', to: 'http://127.0.0.1:9/' })
    expect(await interpreter.probe()).toEqual({ status: 'unavailable', detail: 'redirected' })
    server.down({ kind: 'html', status: 502 })
    expect(await interpreter.probe()).toEqual({ status: 'unavailable', detail: 'failing' })
    await server.stop()
    expect(await interpreter.probe()).toEqual({ status: 'unavailable', detail: 'unreachable' })
  })
})
