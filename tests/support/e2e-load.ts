import { expect } from 'vitest'
import { JID } from './e2e-house.ts'
import { eventually } from './e2e-operator.ts'
import type { Server } from './e2e-process.ts'
import type { EvolutionServer } from './evolution-server.ts'

const PATIENCE_MS = 60_000

/** Chance that a run can be repeated with. */
export const seeded = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A word that no grammar knows, another for each number. */
export const wordOf = (index: number): string =>
  `XK${String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))}`

/** Posts as the gateway does until it is answered 200: its retries, played faster. */
const insist = (post: () => Promise<{ status: number }>): Promise<void> =>
  eventually(async () => expect((await post()).status).toBe(200), PATIENCE_MS)

export interface Load {
  /** Lets so many more messages come. */
  allow(messages: number): void
  /** Messages answered 200. */
  accepted(): number
  /** Resolves when every message was answered 200. */
  finished: Promise<unknown>
}

/** A chat full of requests, some at a time, in step with what is allowed. */
export const startLoad = (evolution: EvolutionServer, total: number, atOnce: number): Load => {
  let allowed = 0
  let begun = 0
  let accepted = 0
  const lane = async (): Promise<void> => {
    while (begun < total) {
      await eventually(() => expect(begun).toBeLessThan(Math.max(allowed, 0)), PATIENCE_MS)
      const index = begun
      begun += 1
      if (index >= total) return
      const word = wordOf(index)
      await insist(() => evolution.incoming({ jid: JID, id: `3ALOAD${word}`, text: `comprar peça ${word}` }))
      accepted += 1
    }
  }
  return {
    allow: (messages) => {
      allowed += messages
    },
    accepted: () => accepted,
    finished: Promise.all(Array.from({ length: atOnce }, lane)),
  }
}

/** WhatsApp confirms every message that leaves, whoever is dead at the moment. */
export const confirmAll = (evolution: EvolutionServer): { stop(): Promise<void> } => {
  let stopping = false
  const work = async (): Promise<void> => {
    for (let next = 0; ; next += 1) {
      await eventually(() => expect(stopping || evolution.sent.length > next).toBe(true), 10 * PATIENCE_MS)
      const sent = evolution.sent[next]
      if (sent === undefined) return
      await insist(() => evolution.receipt(sent, 'SERVER_ACK'))
    }
  }
  const working = work()
  return {
    stop: () => {
      stopping = true
      return working
    },
  }
}

/** Every item of a list, page after page. */
export const all = async (server: Server, path: string, name: string): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = []
  for (let cursor = ''; ; ) {
    const { json } = await server.api('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`)
    items.push(...json[name])
    if (json.next_cursor === null) return items
    cursor = `&cursor=${json.next_cursor}`
  }
}

/** How many of the texts speak of each of the first words. */
export const countsOf = (texts: readonly unknown[], words: number): readonly number[] =>
  Array.from({ length: words }, (_, index) => texts.filter((text) => String(text).includes(wordOf(index))).length)
