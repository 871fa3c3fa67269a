import { createAgnoInterpreter } from '../../../adapters/agno/index.ts'
import { describeInterpreter } from '../../contracts/index.ts'
import { startAgentosServer } from '../../support/agentos-server.ts'
import type { Fault } from '../../support/evolution-faults.ts'

describeInterpreter('agno', async () => {
  const server = await startAgentosServer()
  const { url: baseUrl, agentId, apiKey } = server
  const down = (fault: Fault) => async () => server.down(fault)
  return {
    interpreter: createAgnoInterpreter({ baseUrl, agentId, apiKey }),
    says: async (answer) => server.says(answer),
    faults: {
      signed_out: down({ kind: 'answer', status: 401, body: { detail: 'Invalid authentication token' } }),
      throttled: down({ kind: 'answer', status: 429, body: { detail: 'slow down' } }),
      unreachable: () => server.stop(),
      failing: async () => server.runs('ERROR'),
      silent: down({ kind: 'stall_headers' }),
      garbled: down({ kind: 'wrong_type' }),
    },
    heard: async () => server.requests.map(({ body }) => decodeURIComponent(body.replaceAll('+', ' '))).join('\n'),
    close: () => server.stop(),
  }
})
