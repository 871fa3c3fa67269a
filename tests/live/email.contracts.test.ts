import { describe, it } from 'vitest'
import { createEmailChannel } from '../../adapters/smtp/index.ts'
import { loadConfig } from '../../config.ts'
import { describeChannel } from '../contracts/index.ts'

const to = process.env.LIVE_EMAIL_TO
const cannot = 'a real server cannot be told to fail'

// A handful of real mails leave, to an address of yours. The SMTP_* variables are SparkOne's own.
if (process.env.SMTP_HOST && to) {
  describeChannel('smtp, live', async () => {
    const { email } = loadConfig(process.env, () => '')
    if (email === null) throw new Error('SMTP_HOST is set, yet e-mail is not configured')
    const { username, password, ...server } = email
    const channel = createEmailChannel({
      ...server,
      ...(username === null || password === null ? {} : { username, password }),
    })
    let sends = 0
    return {
      channel: {
        ...channel,
        send: (message) => {
          sends += 1
          return channel.send(message)
        },
      },
      address: to,
      success: 'delivered',
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
      received: async () => sends,
      close: async () => undefined,
    }
  })
} else {
  describe('channel contract: smtp, live', () => {
    it('needs SMTP_HOST, its companions, and LIVE_EMAIL_TO, an address of yours', ({ skip }) => skip('not configured'))
  })
}
