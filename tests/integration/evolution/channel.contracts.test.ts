import { createWhatsAppChannel } from '../../../adapters/evolution/index.ts'
import { describeChannel } from '../../contracts/index.ts'
import type { Fault } from '../../support/evolution-faults.ts'
import { problem, startEvolutionServer } from '../../support/evolution-server.ts'

const ROUTE = 'POST /message/sendText'
const address = '5511999998888'

describeChannel('evolution', async () => {
  const server = await startEvolutionServer()
  const ends = (fault: Fault) => async () => server.always(ROUTE, fault)
  return {
    channel: createWhatsAppChannel({
      baseUrl: server.url,
      apiKey: server.apiKey,
      instance: server.instance,
      timeoutMs: 500,
    }),
    address,
    success: 'accepted',
    faults: {
      refused: async () => server.unknownNumber(address),
      signed_out: async () => server.setState('close'),
      throttled: ends({ kind: 'html', status: 429, headers: { 'retry-after': '5' } }),
      unreachable: () => server.stop(),
      failing: ends({ kind: 'answer', ...problem(500, 'Internal Server Error', 'Something new') }),
      silent: ends({ kind: 'stall_headers' }),
      mute: ends({ kind: 'stall_headers', sends: true }),
      garbled: ends({ kind: 'wrong_type' }),
    },
    received: async () => server.requests.filter(({ path }) => path.startsWith('/message/sendText')).length,
    close: () => server.stop(),
  }
})
