import { type ModelAnswer, type ModelServer, type ModelServerOptions, startModelServer } from './model-server.ts'

/**
 * openai: holds the model to the schema · llama: refuses a schema as llama.cpp does with some templates, knows JSON mode
 * · plain: refuses every response_format · ignores: takes the schema and forgets it, as Ollama's cloud does
 */
export type OpenAiFlavour = 'openai' | 'llama' | 'plain' | 'ignores'

export interface OpenAiServer extends ModelServer {
  readonly model: string
  /** The base URL a client is given. */
  readonly baseUrl: string
  /** How the next completions end: `stop` otherwise. */
  ends(...reasons: readonly string[]): void
  /** The model refuses the next question. */
  refuses(): void
  /** The kinds of response_format asked for, in order. */
  formats(): readonly string[]
}

export const startOpenAiServer = async (
  options: ModelServerOptions & { readonly flavour?: OpenAiFlavour; readonly model?: string } = {},
): Promise<OpenAiServer> => {
  const { flavour = 'openai', model = 'small-model' } = options
  const reasons: string[] = []
  let refusals = 0

  const complete = (asked: Asked, say: () => unknown): ModelAnswer => {
    const format = asked.response_format?.type
    if (asked.model !== model) return problem(404, `The model ${asked.model} does not exist`)
    if (flavour === 'llama' && format === 'json_schema') return problem(400, 'Either "json_schema" or "grammar"…')
    if (flavour === 'plain' && format !== undefined) return problem(400, 'Unrecognized request argument')
    if (refusals > 0) {
      refusals -= 1
      return completion(model, 'stop', { content: null, refusal: 'I cannot help with that.' })
    }
    return completion(model, reasons.shift() ?? 'stop', { content: text(say()), refusal: null })
  }

  const server: ModelServer = await startModelServer(
    ({ method, path, authorization, body }, say) => {
      if (authorization !== `Bearer ${server.apiKey}`) return problem(401, 'Incorrect API key provided')
      if (method === 'GET' && path === '/v1/models')
        return { status: 200, body: { object: 'list', data: [{ id: model }] } }
      if (method === 'POST' && path === '/v1/chat/completions') return complete(JSON.parse(body), say)
      return problem(404, 'Not Found')
    },
    ({ path }) => path.endsWith('/chat/completions'),
    options,
  )
  return {
    ...server,
    model,
    baseUrl: `${server.url}/v1`,
    ends: (...next) => {
      reasons.push(...next)
    },
    refuses: () => {
      refusals += 1
    },
    formats: () =>
      server.requests
        .filter(({ path }) => path.endsWith('/chat/completions'))
        .map(({ body }) => (JSON.parse(body) as Asked).response_format?.type ?? 'none'),
  }
}

interface Asked {
  readonly model: string
  readonly response_format?: { readonly type: string }
}

const problem = (status: number, message: string): ModelAnswer => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
})

const completion = (model: string, reason: string, message: Readonly<Record<string, unknown>>): ModelAnswer => ({
  status: 200,
  body: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [{ index: 0, message: { role: 'assistant', ...message }, logprobs: null, finish_reason: reason }],
    usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
  },
})

const text = (said: unknown): string => (typeof said === 'string' ? said : JSON.stringify(said))
