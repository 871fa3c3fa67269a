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

/** One request every 5 ms, whatever the ones before are doing: a steady rate, not bursts. Latencies in ms, sorted. */
const paced = async (
  send: () => Promise<Response>,
  seconds: number = SECONDS,
): Promise<{ waits: readonly number[]; failed: number }> => {
  const waits: number[] = []
  let failed = 0
  const one = async (): Promise<void> => {
    const began = performance.now()
    const response = await send()
    await response.arrayBuffer()
    waits.push(performance.now() - began)
    if (!response.ok) failed += 1
  }
  const began = performance.now()
  const underWay: Promise<void>[] = []
  for (let n = 0; n < WEBHOOKS_A_SECOND * seconds; n += 1) {
    const wait = began + (n * 1000) / WEBHOOKS_A_SECOND - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    underWay.push(one())
  }
  await Promise.all(underWay)
  return { waits: waits.toSorted((one, other) => one - other), failed }
}

/** Webhooks, each with a message of its own, while a worker interprets and answers them. */
const webhook = (url: string) => (): Promise<Response> =>
  fetch(`${url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sparkone-webhook-secret': SECRET },
    body: message(),
  })

/** How long after its request was answered a notification's send reaches the gateway, one after the other. */
const sendStarts = async (url: string, sent: readonly unknown[], sends: number = SENDS): Promise<readonly number[]> => {
  const waits: number[] = []
  for (let n = 0; n < sends; n += 1) {
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
    // Both processes compile and connect on their first requests; what is promised is how they run, not how they start.
    await sendStarts(server.url, gateway.sent, 10)
    const starts = await sendStarts(server.url, gateway.sent)
    await paced(webhook(server.url), 1)
    line(
      'answered to send start',
      `p50 ${quantile(starts, 0.5).toFixed(1)}, p99 ${quantile(starts, 0.99).toFixed(1)} ms (promised: 50)`,
    )
    const floor = await paced(() => fetch(`${server.url}/health/live`))
    const { waits, failed } = await paced(webhook(server.url))
    const [p50, p99] = [quantile(waits, 0.5), quantile(waits, 0.99)]
    const ratio = (p99 / quantile(floor.waits, 0.99)).toFixed(1)
    const numbers = `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`
    line(`webhooks at ${WEBHOOKS_A_SECOND}/s`, `${numbers} (promised: 50), ${ratio} × the floor's p99`)
    if (failed > 0) {
      line('', `${failed} not answered well`)
      process.exitCode = 1
    }
  } finally {
    await server.stop()
    await gateway.stop()
  }
}
