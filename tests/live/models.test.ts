import { describe, expect, it } from 'vitest'
import { createAgnoInterpreter } from '../../adapters/agno/index.ts'
import { createLlmInterpreter } from '../../adapters/openai/index.ts'
import { type Interpreter, type Question, readAction } from '../../core/capture/ports.ts'

const { AGNO_BASE_URL, AGNO_AGENT_ID, AGNO_API_KEY, LLM_BASE_URL, LLM_MODEL, LLM_API_KEY } = process.env

const QUESTION: Question = {
  text: 'já paguei o aluguel',
  locale: 'pt-BR',
  tasks: [
    { n: 1, title: 'comprar pão' },
    { n: 2, title: 'pagar o aluguel' },
  ],
  userKey: 'live-test',
  sessionKey: 'live-test',
  timeoutMs: 8000,
}

const answers = (name: string, needs: string, interpreter: Interpreter | null): void => {
  describe(`interpreter, live: ${name}`, () => {
    it('understands that a task is done, within eight seconds', async ({ skip }) => {
      if (interpreter === null) return skip(`needs ${needs}`)
      const action = readAction(await interpreter.interpret(QUESTION))
      expect(action).toMatchObject({ action: 'complete_task', tasks: [2] })
    }, 10_000)
  })
}

answers(
  'agno',
  'AGNO_BASE_URL and AGNO_AGENT_ID',
  AGNO_BASE_URL && AGNO_AGENT_ID
    ? createAgnoInterpreter({ baseUrl: AGNO_BASE_URL, agentId: AGNO_AGENT_ID, apiKey: AGNO_API_KEY ?? null })
    : null,
)
answers(
  'openai',
  'LLM_BASE_URL and LLM_MODEL',
  LLM_BASE_URL && LLM_MODEL
    ? createLlmInterpreter({ baseUrl: LLM_BASE_URL, model: LLM_MODEL, apiKey: LLM_API_KEY ?? null })
    : null,
)
