import autocannon from 'autocannon'
import { startEvolutionServer } from '../support/evolution-server.ts'
import { KEY, start } from './server.ts'

const SECRET = 'the-secret-of-the-bench-webhook'
const PHONE = '5511988887777'
const WEBHOOKS_A_SECOND = 200
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)
const SENDS = 100

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN

let messages = 0
const message = (): string => {
  messages += 1
  return JSON.stringify({
    event: 'messages.upsert',
    instance: 'sparkone',
    data: {
      key: { remoteJid: `${PHONE}@s.whatsapp.net`, fromMe: false, id: `3ABENCH${String(messages).padStart(13, '0')}` },
      pushName: 'Ana',
      message: { conversation: 'pagar boleto amanhã às 10h' },
      messageType: 'conversation',
      messageTimestamp: Math.floor(Date.now() / 1000),
    },
  })
}

/** Webhooks, each with a message of its own, at a steady rate, while a worker interprets them. */
const webhooks = (url: string) =>
  autocannon({
    url: `${url}/webhooks/whatsapp`,
    method: 'POST',
    connections: 20,
    overallRate: WEBHOOKS_A_SECOND,
    duration: SECONDS,
    headers: { 'content-type': 'application/json', 'x-sparkone-webhook-secret': SECRET },
    setupClient: (client) => client.setBody(message()),
    requests: [{ setupRequest: (request) => ({ ...request, body: message() }) }],
  })

/** How long after its request was answered a notification's send reaches the gateway, one after the other. */
const sendStarts = async (url: string, sent: readonly unknown[]): Promise<readonly number[]> => {
  const waits: number[] = []
  for (let n = 0; n < SENDS; n += 1) {
    const before = sent.length
    const response = await fetch(`${url}/notifications`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'alert', body: `bench ${n}` }),
    })
    const answered = performance.now()
    if (!response.ok) throw new Error(`answered ${response.status}`)
    while (sent.length === before) await new Promise((resolve) => setImmediate(resolve))
    waits.push(performance.now() - answered)
  }
  return waits.toSorted((one, other) => one - other)
}

/** The two promised numbers, beside the floor of the same run: an answer that touches nothing. */
export const promises = async (env: Record<string, string>): Promise<void> => {
  const gateway = await startEvolutionServer()
  const server = await start(
    {
      ...env,
      EVOLUTION_API_BASE_URL: gateway.url,
      EVOLUTION_API_KEY: gateway.apiKey,
      EVOLUTION_INSTANCE: gateway.instance,
      EVOLUTION_WEBHOOK_SECRET: SECRET,
      WHATSAPP_NOTIFY_NUMBERS: PHONE,
      WHATSAPP_HOURLY_CAP: '10000',
    },
    { works: true },
  )
  const line = (name: string, text: string): void => {
    process.stdout.write(`  ${name.padEnd(34)}${text}\n`)
  }
  try {
    process.stdout.write('\nThe promises, on PostgreSQL with API and worker in two processes\n')
    const starts = await sendStarts(server.url, gateway.sent)
    line(
      'answered to send start',
      `p50 ${quantile(starts, 0.5).toFixed(1)}, p99 ${quantile(starts, 0.99).toFixed(1)} ms (promised: 50)`,
    )
    const floor = await autocannon({
      url: `${server.url}/health/live`,
      overallRate: WEBHOOKS_A_SECOND,
      duration: SECONDS,
    })
    const { latency, non2xx, errors } = await webhooks(server.url)
    const ratio = (latency.p99 / Math.max(1, floor.latency.p99)).toFixed(1)
    line(
      `webhooks at ${WEBHOOKS_A_SECOND}/s`,
      `p50 ${latency.p50}, p99 ${latency.p99} ms (promised: 50), ${ratio} × the floor's p99`,
    )
    if (non2xx + errors > 0) {
      line('', `${non2xx + errors} not answered well`)
      process.exitCode = 1
    }
  } finally {
    await server.stop()
    await gateway.stop()
  }
}
