import { z } from 'zod'
import type { LookupOutcome } from '../../core/notify/ports.ts'
import { addressKey } from '../../core/people/ports.ts'
import type { Gateway } from './gateway.ts'
import { messageText } from './message-text.ts'

const PAGE = 50
const MOST_PAGES = 4
const PAGE_BYTES = 8 * 1024 * 1024
/** The gateway stamps whole seconds by its own clock. */
const SKEW_MS = 5000
/** The gateway takes both ends of a time range or neither. */
const AHEAD_MS = 24 * 60 * 60 * 1000

const Page = z.object({
  messages: z.object({
    total: z.number(),
    pages: z.number(),
    records: z.array(
      z.object({
        key: z.object({
          id: z.string().min(1).max(128),
          fromMe: z.boolean(),
          remoteJid: z.string(),
          remoteJidAlt: z.string().nullish(),
        }),
        message: z.unknown(),
      }),
    ),
  }),
})

export interface Wanted {
  readonly instance: string
  readonly address: string
  readonly text: string
  readonly since: Date
  readonly now: Date
  readonly timeoutMs: number
}

/**
 * Looks for a message of ours in the gateway's table: same text, same addressee (whichever spelling of a Brazilian
 * number), sent since. `unknown` when it cannot tell: it does not answer, keeps no messages, has too many, or names
 * the addressee only by a LID that we cannot match.
 */
export const findSent = async (gateway: Gateway, wanted: Wanted): Promise<LookupOutcome> => {
  let perhaps = false
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const found = await ask(gateway, wanted, { messageTimestamp: windowOf(wanted) }, page, PAGE)
    if (found === null) return { outcome: 'unknown' }
    for (const { key, message } of found.records) {
      if (!key.fromMe || messageText(message) !== wanted.text) continue
      const match = isFor(wanted.address, key)
      if (match === true) return { outcome: 'found', externalId: key.id }
      perhaps ||= match === null
    }
    if (page >= found.pages) return perhaps ? { outcome: 'unknown' } : absent(gateway, wanted, found.total)
  }
  return { outcome: 'unknown' }
}

const windowOf = ({ since, now }: Wanted) => ({
  gte: new Date(since.getTime() - SKEW_MS).toISOString(),
  lte: new Date(Math.max(since.getTime(), now.getTime()) + AHEAD_MS).toISOString(),
})

const ask = async (gateway: Gateway, wanted: Wanted, where: object, page: number, offset: number) => {
  const path = `/chat/findMessages/${encodeURIComponent(wanted.instance)}`
  const body = { where, page, offset }
  const reply = await gateway({ method: 'POST', path, body, timeoutMs: wanted.timeoutMs, mostBytes: PAGE_BYTES })
  if (reply.kind !== 'answer' || reply.status !== 200) return null
  return Page.safeParse(reply.body).data?.messages ?? null
}

// A gateway told not to keep messages says "none" for ever: its silence proves nothing.
const absent = async (gateway: Gateway, wanted: Wanted, inWindow: number): Promise<LookupOutcome> => {
  if (inWindow > 0) return { outcome: 'absent' }
  const any = await ask(gateway, wanted, {}, 1, 1)
  return any !== null && any.total > 0 ? { outcome: 'absent' } : { outcome: 'unknown' }
}

/** null: a LID stands beside a phone, and who that is only WhatsApp knows. */
const isFor = (
  address: string,
  key: { remoteJid: string; remoteJidAlt?: string | null | undefined },
): boolean | null => {
  const wanted = addressKey(address)
  const seen = [key.remoteJid, key.remoteJidAlt ?? ''].filter((jid) => jid !== '').map(addressKey)
  if (seen.includes(wanted)) return true
  const isLid = (jid: string) => jid.endsWith('@lid')
  return seen.every((jid) => isLid(jid) !== isLid(wanted)) ? null : false
}
