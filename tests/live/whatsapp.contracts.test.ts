import { describe, it } from 'vitest'
import { createWhatsAppChannel } from '../../adapters/evolution/index.ts'
import { describeChannel } from '../contracts/index.ts'

const { EVOLUTION_API_BASE_URL: baseUrl, EVOLUTION_API_KEY: apiKey, EVOLUTION_INSTANCE: instance } = process.env
const to = process.env.LIVE_WHATSAPP_TO

const cannot = 'a real gateway cannot be told to fail'

// A handful of real messages leave, to a number of yours.
if (baseUrl && apiKey && to) {
  describeChannel('evolution, live', async () => {
    let requests = 0
    const counting: typeof fetch = (input, init) => {
      if (String(input).includes('/message/sendText/')) requests += 1
      return fetch(input, init)
    }
    return {
      channel: createWhatsAppChannel({
        baseUrl,
        apiKey,
        instance: instance ?? 'sparkone',
        timeoutMs: 60_000,
        fetch: counting,
      }),
      address: to,
      success: 'accepted',
      faults: {
        refused: cannot,
        signed_out: cannot,
        throttled: cannot,
        unreachable: cannot,
        failing: cannot,
        silent: cannot,
        mute: cannot,
        garbled: cannot,
      },
      received: async () => requests,
      close: async () => undefined,
    }
  })
} else {
  describe('channel contract: evolution, live', () => {
    it('needs EVOLUTION_API_BASE_URL, EVOLUTION_API_KEY and LIVE_WHATSAPP_TO, a number of yours', ({ skip }) =>
      skip('not configured'))
  })
}
