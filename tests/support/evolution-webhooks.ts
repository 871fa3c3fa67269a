import { createHmac } from 'node:crypto'
import { type Inbound, type Sent, sentBody, updateData, upsertData } from './evolution-messages.ts'

export interface WebhookTarget {
  readonly url: string
  /** Sent as a token made with it, as the setting `jwt_key` does. */
  readonly jwtKey?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Puts the event's name behind the URL. */
  readonly byEvents?: boolean
}

export interface WebhookAnswer {
  readonly status: number
  readonly body: string
}

export interface Webhooks {
  setWebhook(target: WebhookTarget): void
  /** Posts one event as the gateway does, once: its retries are the test's to play. */
  emit(event: string, data: unknown): Promise<WebhookAnswer>
  /** A person writes. */
  incoming(message: Inbound): Promise<WebhookAnswer>
  /** What WhatsApp says about a message we sent, e.g. SERVER_ACK. */
  receipt(message: Sent, status: string): Promise<WebhookAnswer>
  /** The event that goes with every send through the API. */
  sentEvent(message: Sent): Promise<WebhookAnswer>
  connection(state: string, statusReason?: number): Promise<WebhookAnswer>
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token like those of the gateway: HS256, ten minutes. */
export const webhookToken = (secret: string, { now = Date.now(), header = {}, claims = {} } = {}): string => {
  const iat = Math.floor(now / 1000)
  const head = base64({ alg: 'HS256', typ: 'JWT', ...header })
  const payload = base64({ iat, exp: iat + 600, app: 'evolution', action: 'webhook', ...claims })
  const mark = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url')
  return `${head}.${payload}.${mark}`
}

export const createWebhooks = ({ instance }: { instance: string }): Webhooks & { serverIs(url: string): void } => {
  let target: WebhookTarget | null = null
  let serverUrl = ''

  const emit = async (event: string, data: unknown): Promise<WebhookAnswer> => {
    if (target === null) throw new Error('No webhook is set.')
    const suffix = target.byEvents ? `/${event.replaceAll(/[._]/g, '-')}` : ''
    const token = target.jwtKey === undefined ? {} : { authorization: `Bearer ${webhookToken(target.jwtKey)}` }
    const response = await fetch(`${target.url}${suffix}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'axios/1.12.2', ...token, ...target.headers },
      body: JSON.stringify({
        event,
        instance,
        data,
        destination: target.url,
        date_time: localWithFalseZ(),
        sender: '5511900000002@s.whatsapp.net',
        server_url: serverUrl,
        apikey: 'INSTANCE-TOKEN',
      }),
    })
    return { status: response.status, body: await response.text() }
  }

  return {
    serverIs: (url) => {
      serverUrl = url
    },
    setWebhook: (next) => {
      target = next
    },
    emit,
    incoming: (message) => emit('messages.upsert', upsertData(message)),
    receipt: ({ id, jid }, status) => emit('messages.update', updateData(id, jid, status)),
    sentEvent: (message) => emit('send.message', sentBody(message)),
    connection: (state, statusReason = 200) => emit('connection.update', { instance, state, statusReason }),
  }
}

// What the gateway's image does with its time zone.
const localWithFalseZ = (): string => new Date(Date.now() - 3 * 60 * 60 * 1000).toISOString()
