import { createEmailChannel } from '../../../adapters/smtp/index.ts'
import { describeChannel } from '../../contracts/index.ts'
import { type SmtpFault, type SmtpStage, startSmtpServer } from '../../support/smtp-server.ts'

const user = { name: 'spark', password: 'open sesame' }

describeChannel('smtp', async () => {
  // Without TLS, so that an answer can be garbled on the wire.
  const server = await startSmtpServer({ user, security: 'none' })
  const ends = (stage: SmtpStage, fault: SmtpFault) => async () => server.fault(stage, fault)
  return {
    channel: createEmailChannel({
      host: server.host,
      port: server.port,
      username: user.name,
      password: user.password,
      from: 'spark@example.org',
      security: 'none',
      timeouts: { silenceMs: 400, sendMs: 2000 },
    }),
    address: 'ana@example.org',
    success: 'delivered',
    faults: {
      refused: ends('recipient', { kind: 'reply', code: 550 }),
      signed_out: ends('auth', { kind: 'reply', code: 535 }),
      throttled: ends('recipient', { kind: 'reply', code: 450 }),
      unreachable: () => server.stop(),
      failing: ends('message', { kind: 'reply', code: 451 }),
      silent: ends('message', { kind: 'stall' }),
      mute: ends('message', { kind: 'stall', keeps: true }),
      garbled: ends('message', { kind: 'garble' }),
    },
    received: async () => server.transactions(),
    close: () => server.stop(),
  }
})
