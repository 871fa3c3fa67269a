import type { Webhooks } from './evolution-webhooks.ts'

/** The number of the instance. */
export const OWNER = '5511900000002'

interface Answer {
  readonly status: number
  readonly body: unknown
}

/** The gateway's error envelope. */
export const problem = (status: number, error: string, message: unknown): Answer => ({
  status,
  body: { status, error, response: { message } },
})

export interface Pairing {
  readonly routes: Readonly<Record<string, (body: unknown) => Answer>>
  exists(): boolean
  scan(digits: string): void
  expireCode(): void
  webhookRow(): unknown
}

interface Given {
  readonly instance: string
  readonly exists: boolean
  readonly webhooks: Pick<Webhooks, 'setWebhook'>
  readonly state: () => string | null
  readonly become: (state: string) => void
}

interface WebhookBody {
  readonly webhook?: {
    readonly enabled?: boolean
    readonly url?: string
    readonly events?: readonly string[]
    readonly byEvents?: boolean
    readonly base64?: boolean
    readonly headers?: Readonly<Record<string, string>>
  }
}

/** How an instance is made, told of its webhook and linked to a phone, as recorded from 2.3.6. */
export const createPairing = (given: Given): Pairing => {
  const { instance, webhooks, state, become } = given
  let exists = given.exists
  let owner: string | null = exists ? OWNER : null
  let row: Record<string, unknown> | null = null
  let code = 1
  let asked = 0

  const create = (body: unknown): Answer => {
    const { instanceName, integration } = body as { instanceName?: string; integration?: string }
    if (exists && instanceName === instance) {
      return problem(403, 'Forbidden', [`This name "${instanceName}" is already in use.`])
    }
    if (integration !== 'WHATSAPP-BAILEYS') return problem(400, 'Bad Request', ['Invalid integration'])
    exists = true
    become('close')
    const made = { instanceName, instanceId: '5eb421de', integration, webhookWaBusiness: null, status: 'close' }
    return { status: 201, body: { instance: made, hash: 'INSTANCE-TOKEN', webhook: {}, settings: {} } }
  }

  const setWebhook = (body: unknown): Answer => {
    const { webhook } = body as WebhookBody
    if (webhook?.enabled === undefined || webhook.url === undefined) {
      return problem(400, 'Bad Request', [['instance requires property "webhook"']])
    }
    const { enabled, url, events, byEvents = false, base64 = false, headers = {} } = webhook
    if (events === undefined) return problem(500, 'Internal Server Error', "reading 'length'")
    row = { id: 'cmw1', url, headers, enabled, events, webhookByEvents: byEvents, webhookBase64: base64 }
    const { jwt_key: jwtKey, ...rest } = headers
    webhooks.setWebhook({ url, headers: rest, byEvents, ...(jwtKey === undefined ? {} : { jwtKey }) })
    return { status: 201, body: row }
  }

  const connect = (): Answer => {
    if (state() === 'open') return { status: 200, body: { instance: { instanceName: instance, state: 'open' } } }
    asked += 1
    become('connecting')
    // The first answer comes before WhatsApp has given a code.
    if (asked === 1) return { status: 200, body: { count: 0 } }
    const body = {
      pairingCode: null,
      code: `2@canary-qr-${code},secret`,
      base64: 'data:image/png;base64,QR',
      count: code,
    }
    return { status: 200, body }
  }

  const listed = (): Answer => ({
    status: 200,
    body: exists
      ? [
          {
            id: '5eb421de',
            name: instance,
            connectionStatus: state() ?? 'close',
            ownerJid: owner === null ? null : `${owner}@s.whatsapp.net`,
            integration: 'WHATSAPP-BAILEYS',
            token: 'INSTANCE-TOKEN',
          },
        ]
      : [],
  })

  return {
    routes: {
      'POST /instance/create': create,
      'GET /instance/fetchInstances': listed,
      'GET /instance/connect': connect,
      'POST /webhook/set': setWebhook,
      'GET /webhook/find': () => ({ status: 200, body: row }),
    },
    exists: () => exists,
    scan: (digits) => {
      owner = digits
      become('open')
    },
    expireCode: () => {
      code += 1
    },
    webhookRow: () => row,
  }
}
