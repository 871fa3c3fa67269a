import { NEEDED_EVENTS, type WhatsAppInstance } from '../../adapters/evolution/index.ts'
import type { Config } from '../../config.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

const KNOCK_MS = 3000

/**
 * Whether what the gateway hears gets here: its webhook is on, brings all that is read, and is let in with the secret
 * it carries. That is tried with an event that nobody knows, which is answered and kept nowhere.
 */
export const webhookFound = async (
  instance: Pick<WhatsAppInstance, 'webhook'>,
  config: Pick<Config, 'whatsappInstance'>,
  words: Words,
): Promise<Finding> => {
  const say = (status: Finding['status'], found: string, advice: string | null = null): Finding => ({
    check: 'webhook',
    status,
    name: words.webhook,
    found,
    advice,
  })
  const wrong = (found: string): Finding => say('failed', found, words.connectAgain)

  const told = await instance.webhook()
  if (!told.ok) return say('off', words.webhookUnknown)
  const webhook = told.value
  if (webhook === null) return wrong(words.webhookNone)
  if (!webhook.isEnabled) return wrong(words.webhookOff)
  const url = plain(webhook.url)
  if (url === null || !url.includes('/webhooks/whatsapp')) return wrong(words.webhookElsewhere(url ?? '?'))
  // None named means all of them.
  const missing = webhook.events.length === 0 ? [] : NEEDED_EVENTS.filter((event) => !webhook.events.includes(event))
  if (missing.length > 0) return wrong(words.webhookLacks(missing.join(', ')))
  const status = await knock(webhook.url, config.whatsappInstance, webhook.secret)
  if (status === null) return say('warning', words.webhookUnreached(url), words.unreachedAdvice)
  return status === 200 ? say('ok', words.webhookWell(url)) : wrong(words.webhookRefused)
}

/** Without what may stand in an address and is nobody's to read. */
const plain = (text: string): string | null => {
  const url = URL.parse(text)
  return url === null ? null : `${url.origin}${url.pathname}`
}

const knock = async (url: string, instance: string, secret: string | null): Promise<number | null> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(KNOCK_MS),
      headers: {
        'content-type': 'application/json',
        ...(secret === null ? {} : { 'x-sparkone-webhook-secret': secret }),
      },
      body: JSON.stringify({ event: 'sparkone.doctor', instance, data: {} }),
    })
    return response.status
  } catch {
    return null
  }
}
