import { z } from 'zod'
import type { Call, Reply } from './call.ts'

/** How the server is. `detail` is a short word of ours. */
export interface LlmProbe {
  /** The list of models, asked for with our key; some servers show it to anybody. Never throws. */
  probe(): Promise<{ readonly status: 'ok' | 'unavailable'; readonly detail: string }>
}

const Models = z.object({ data: z.array(z.object({ id: z.string() })).min(1) })
/** Less than whoever asks has, so that it is we who say what is wrong. */
const PATIENCE_MS = 2500

export const makeProbe = (call: (call: Call) => Promise<Reply>, model: string): LlmProbe => ({
  probe: async () => {
    try {
      const { status, body } = await call({ method: 'GET', path: '/models', timeoutMs: PATIENCE_MS })
      if (status === 401 || status === 403) return { status: 'unavailable', detail: 'unauthorized' }
      // Not every server has the list.
      if (status === 404 || status === 405) return { status: 'ok', detail: 'answers' }
      if (status < 200 || status >= 300)
        return { status: 'unavailable', detail: status < 400 ? 'redirected' : 'failing' }
      return { status: 'ok', detail: lists(body, model) ? 'answers' : 'model_not_listed' }
    } catch {
      return { status: 'unavailable', detail: 'unreachable' }
    }
  },
})

/** Ollama lists "llama3.2:latest" for what it also calls "llama3.2". A list we cannot read says nothing. */
const lists = (body: unknown, model: string): boolean => {
  const models = Models.safeParse(body).data?.data
  return models === undefined || models.some(({ id }) => id === model || id === `${model}:latest`)
}
