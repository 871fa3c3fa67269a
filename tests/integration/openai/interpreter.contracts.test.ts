import { createLlmInterpreter } from '../../../adapters/openai/index.ts'
import { describeInterpreter } from '../../contracts/index.ts'
import type { Fault } from '../../support/evolution-faults.ts'
import { type OpenAiFlavour, startOpenAiServer } from '../../support/openai-server.ts'

for (const flavour of ['openai', 'llama', 'plain', 'ignores'] as const satisfies readonly OpenAiFlavour[]) {
  describeInterpreter(`openai (${flavour})`, async () => {
    const server = await startOpenAiServer({ flavour })
    const { baseUrl, model, apiKey } = server
    const down = (fault: Fault) => async () => server.down(fault)
    return {
      interpreter: createLlmInterpreter({ baseUrl, model, apiKey }),
      says: async (answer) => server.says(answer),
      faults: {
        signed_out: down({ kind: 'answer', status: 401, body: { error: { message: 'Incorrect API key' } } }),
        throttled: down({ kind: 'answer', status: 429, body: { error: { message: 'Rate limit reached' } } }),
        unreachable: () => server.stop(),
        failing: down({ kind: 'answer', status: 500, body: { error: { message: 'The server had an error' } } }),
        silent: down({ kind: 'stall_headers' }),
        garbled: down({ kind: 'wrong_type' }),
      },
      heard: async () => server.requests.map(({ body }) => body).join('\n'),
      close: () => server.stop(),
    }
  })
}
