import { z } from 'zod'
import { createGateway, type Gateway, type GatewaySettings, type Reply } from './gateway.ts'

/** Why the gateway did not do what it was asked; a bounded vocabulary. */
export type GatewayRefusal = 'unauthorized' | 'licence' | 'unreachable' | 'instance_missing' | 'unexpected_answer'

export type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: GatewayRefusal }

export interface WebhookSetting {
  readonly url: string
  readonly isEnabled: boolean
  readonly events: readonly string[]
  /** What its events are let in by: the header `X-SparkOne-Webhook-Secret`, else the `jwt_key`; both in clear. */
  readonly secret: string | null
}

export type Link =
  | { readonly state: 'open' }
  /** `code` is what a QR code of WhatsApp holds: a credential. null: none yet. */
  | { readonly state: 'waiting'; readonly code: string | null }

/** The gateway's side of one WhatsApp number. Nothing here throws; every call repeated changes nothing more. */
export interface WhatsAppInstance {
  readonly name: string
  /** Makes the instance unless there is one of the name. Needs the gateway's global key. */
  ensure(): Promise<Told<'created' | 'existed'>>
  /** Sends the events that SparkOne reads to `url`, with the secret in their header. */
  setWebhook(webhook: { readonly url: string; readonly secret: string }): Promise<Told<null>>
  webhook(): Promise<Told<WebhookSetting | null>>
  /** Begins to link a phone, or goes on; asked again, it gives the code that is valid now. */
  link(): Promise<Told<Link>>
  /** The digits of the number that is linked; null while none is. */
  owner(): Promise<Told<string | null>>
  /** What the gateway's clock said, to the second, with its last answer, and when that came; null before that. */
  clock(): { readonly at: Date; readonly seen: Date } | null
}

export const NEEDED_EVENTS = [
  'MESSAGES_UPSERT',
  'MESSAGES_EDITED',
  'MESSAGES_UPDATE',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'CONNECTION_UPDATE',
] as const

const SECRET_HEADER = 'X-SparkOne-Webhook-Secret'

const Instances = z.array(z.object({ name: z.string(), ownerJid: z.string().nullish() }))
const Webhook = z
  .object({
    url: z.string(),
    enabled: z.boolean(),
    events: z.array(z.string()).nullish(),
    headers: z.record(z.string(), z.unknown()).nullish(),
  })
  .nullable()
const Open = z.object({ instance: z.object({ state: z.literal('open') }) })
const Waiting = z.object({ code: z.string().min(1).nullish(), count: z.number().nullish() })

export interface InstanceSettings extends Omit<GatewaySettings, 'fetch'> {
  readonly instance: string
  readonly timeoutMs: number
  readonly fetch?: typeof fetch
}

/** One instance of Evolution API 2.x, as an operator sees it. Answers are read for what is named here and dropped. */
export const createWhatsAppInstance = (settings: InstanceSettings): WhatsAppInstance => {
  const { instance, timeoutMs } = settings
  let clock: ReturnType<WhatsAppInstance['clock']> = null
  const send: typeof fetch = async (input, init) => {
    const response = await (settings.fetch ?? fetch)(input, init)
    const date = Date.parse(response.headers.get('date') ?? '')
    clock = Number.isNaN(date) ? null : { at: new Date(date), seen: new Date() }
    return response
  }
  const gateway = createGateway({ ...settings, fetch: send })
  const name = encodeURIComponent(instance)
  const get = (path: string) => gateway({ method: 'GET', path, timeoutMs })
  const post = (path: string, body: unknown) => gateway({ method: 'POST', path, body, timeoutMs })

  return {
    name: instance,
    ensure: async () => {
      const found = await find(gateway, instance, timeoutMs)
      if (!found.ok) return found
      if (found.value !== null) return done('existed')
      const made = await post('/instance/create', {
        instanceName: instance,
        integration: 'WHATSAPP-BAILEYS',
        qrcode: false,
        groupsIgnore: true,
      })
      if (isOk(made)) return done('created')
      const refusal = refused(made)
      // Somebody else made it in the meantime.
      return saysInUse(made) ? done('existed') : refusal
    },
    setWebhook: async ({ url, secret }) => {
      const webhook = { enabled: true, url, byEvents: false, base64: false, events: NEEDED_EVENTS }
      const set = await post(`/webhook/set/${name}`, { webhook: { ...webhook, headers: { [SECRET_HEADER]: secret } } })
      return isOk(set) ? done(null) : refused(set)
    },
    webhook: async () => {
      const answer = await get(`/webhook/find/${name}`)
      if (!isOk(answer)) return refused(answer)
      const read = Webhook.safeParse(answer.body)
      if (!read.success) return no('unexpected_answer')
      return done(read.data === null ? null : settingOf(read.data))
    },
    link: async () => {
      const answer = await get(`/instance/connect/${name}`)
      if (!isOk(answer)) return refused(answer)
      if (Open.safeParse(answer.body).success) return done({ state: 'open' })
      const waiting = Waiting.safeParse(answer.body)
      return waiting.success ? done({ state: 'waiting', code: waiting.data.code ?? null }) : no('unexpected_answer')
    },
    owner: async () => {
      const found = await find(gateway, instance, timeoutMs)
      if (!found.ok) return found
      if (found.value === null) return no('instance_missing')
      return done(/^(\d+)(?::\d+)?@/.exec(found.value.ownerJid ?? '')?.[1] ?? null)
    },
    clock: () => clock,
  }
}

const done = <T>(value: T): Told<T> => ({ ok: true, value })
const no = (reason: GatewayRefusal): Told<never> => ({ ok: false, reason })

type Answer = Extract<Reply, { kind: 'answer' }>

const isOk = (reply: Reply): reply is Answer => reply.kind === 'answer' && reply.status >= 200 && reply.status < 300

const textOf = (reply: Answer): string => JSON.stringify(reply.body ?? '')

const refused = (reply: Reply): Told<never> => {
  if (reply.kind !== 'answer') return no('unreachable')
  if (reply.status === 401 || reply.status === 403) return no('unauthorized')
  if (reply.status === 404) return no('instance_missing')
  return no(reply.status === 503 && textOf(reply).includes('LICENSE_REQUIRED') ? 'licence' : 'unexpected_answer')
}

const saysInUse = (reply: Reply): boolean =>
  reply.kind === 'answer' && reply.status === 403 && textOf(reply).includes('already in use')

/** The instance among those the key may see; null when there is none of the name. */
const find = async (gateway: Gateway, instance: string, timeoutMs: number) => {
  const path = `/instance/fetchInstances?instanceName=${encodeURIComponent(instance)}`
  const answer = await gateway({ method: 'GET', path, timeoutMs })
  if (answer.kind === 'answer' && answer.status === 404) return done(null)
  if (!isOk(answer)) return refused(answer)
  const read = Instances.safeParse(answer.body)
  return read.success ? done(read.data.find(({ name }) => name === instance) ?? null) : no('unexpected_answer')
}

const settingOf = (webhook: NonNullable<z.infer<typeof Webhook>>): WebhookSetting => {
  const headers = new Map(Object.entries(webhook.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
  const secret = headers.get(SECRET_HEADER.toLowerCase()) ?? headers.get('jwt_key')
  return {
    url: webhook.url,
    isEnabled: webhook.enabled,
    events: webhook.events ?? [],
    secret: typeof secret === 'string' ? secret : null,
  }
}
