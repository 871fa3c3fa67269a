import { dataOf, INSTRUCTIONS, type Interpreter, REPAIR, readAction } from '../../core/capture/ports.ts'
import { makeCall, type ServerSettings } from './call.ts'
import { type ChatMessage, makeComplete } from './complete.ts'
import { type LlmProbe, makeProbe } from './probe.ts'

export interface LlmSettings extends ServerSettings {
  readonly model: string
}

export interface LlmInterpreter extends Interpreter, LlmProbe {}

/** With less than that left a model is not asked to mend its answer. */
const LEAST_MS = 500
/** Of an answer of no use, shown to the model again. */
const MOST_SHOWN = 4000

/** Any server that speaks the chat completions of OpenAI. An answer out of shape is mended once, if there is time. */
export const createLlmInterpreter = ({ model, ...server }: LlmSettings): LlmInterpreter => {
  const call = makeCall(server)
  const complete = makeComplete(call, model)
  return {
    ...makeProbe(call, model),
    name: 'llm',
    interpret: async (question) => {
      const endsAt = performance.now() + question.timeoutMs
      const left = () => endsAt - performance.now()
      const messages: readonly ChatMessage[] = [
        { role: 'system', content: INSTRUCTIONS },
        { role: 'user', content: dataOf(question) },
      ]
      const answer = await complete(messages, left)
      if (readAction(answer) !== null || left() < LEAST_MS) return answer
      const said = { role: 'assistant', content: answer.slice(0, MOST_SHOWN) } as const
      return complete([...messages, said, { role: 'user', content: REPAIR }], left)
    },
  }
}
