import type { Core } from '../../../../core/index.ts'
import { addressKey } from '../../../../core/people/index.ts'
import type { GatewayRefusal } from '../../../cli/pairing.ts'
import { ensureSecret } from '../../../cli/webhook-secret.ts'
import type { QrModules, WebDeps, WebPairing } from '../../deps.ts'
import { everybody } from '../../visit/people-seen.ts'

/** How SparkOne's number is, by the gateway's own account. */
export type PhoneLink =
  | { readonly state: 'refused'; readonly reason: GatewayRefusal }
  /** The gateway does not know yet where to find us: a phone that is linked now would not be heard. */
  | { readonly state: 'unprepared' }
  | { readonly state: 'waiting'; readonly qr: QrModules | null }
  | { readonly state: 'open'; readonly lastDigits: string | null; readonly isOperators: boolean }

/** Looks, and gives the code that is valid now where a phone is waited for. Repeating it is harmless. */
export const seePhone = async (
  { core, qr }: Pick<WebDeps, 'core' | 'qr'>,
  { instance }: WebPairing,
): Promise<PhoneLink> => {
  const webhook = await instance.webhook()
  if (!webhook.ok && webhook.reason !== 'instance_missing') return { state: 'refused', reason: webhook.reason }
  if (!webhook.ok || webhook.value === null) return { state: 'unprepared' }
  const link = await instance.link()
  if (!link.ok) return { state: 'refused', reason: link.reason }
  if (link.value.state === 'waiting') {
    const { code } = link.value
    return { state: 'waiting', qr: code === null ? null : await qr(code) }
  }
  const owner = await instance.owner()
  const digits = owner.ok ? owner.value : null
  return {
    state: 'open',
    lastDigits: digits === null ? null : digits.slice(-4),
    isOperators: digits !== null && (await isOperators(core, digits)),
  }
}

/** Makes the instance and its webhook, as `sparkone whatsapp connect` does; null: it is done. */
export const preparePhone = async (
  core: Core,
  pairing: WebPairing,
  webhookUrl: string,
): Promise<GatewayRefusal | null> => {
  const { instance } = pairing
  const made = await instance.ensure()
  if (!made.ok) return made.reason
  const present = await instance.webhook()
  if (!present.ok) return present.reason
  const secret = await ensureSecret(core, pairing, present.value?.secret ?? null)
  const set = await instance.setWebhook({ url: webhookUrl, secret: secret.value })
  if (!set.ok) return set.reason
  await secret.settle()
  return null
}

/** An operator who is the number cannot write to it. */
const isOperators = async (core: Core, digits: string): Promise<boolean> => {
  const people = await everybody(core)
  return people.some(
    ({ role, aliases }) =>
      role === 'operator' && aliases.some(({ channel, key }) => channel === 'whatsapp' && key === addressKey(digits)),
  )
}
