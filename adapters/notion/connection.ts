import type { Client } from '@notionhq/client'
import type { z } from 'zod'
import { PortError } from '../../core/kernel/errors.ts'
import { failed, NotionRefusal } from './failure.ts'
import { NOTION_VERSION, type NotionSettings } from './settings.ts'
import { createTransport } from './transport.ts'

export type ConnectionSettings = Pick<NotionSettings, 'apiKey' | 'baseUrl' | 'timeoutMs' | 'admit' | 'fetch'>

/**
 * One request, its answer checked against `schema`. Throws PortError, or NotionRefusal where Notion understood the
 * request and does not do it.
 */
export type Call = <T>(schema: z.ZodType<T>, ask: (client: Client) => Promise<unknown>) => Promise<T>

const TIMEOUT_MS = 30_000

/** The SDK, loaded at the first call, with its retries, its log and its own deadline out of the way. */
export const connect = (settings: ConnectionSettings): Call => {
  const { apiKey, baseUrl, timeoutMs = TIMEOUT_MS, admit = async () => undefined } = settings
  let opened: Promise<Client> | null = null
  const open = async (): Promise<Client> => {
    // By its default: what is bundled has no other name of a CommonJS package that loads lazily.
    const { default: sdk } = await import('@notionhq/client')
    const send = createTransport({ fetch: settings.fetch ?? fetch, timeoutMs, admit })
    return new sdk.Client({
      auth: apiKey,
      notionVersion: NOTION_VERSION,
      retry: false,
      logger: () => undefined,
      // Ours ends first.
      timeoutMs: timeoutMs + 60_000,
      fetch: send,
      ...(baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/+$/, '') }),
    })
  }
  return async (schema, ask) => {
    opened ??= open()
    const answer = await answerOf(ask(await opened))
    const read = schema.safeParse(answer)
    if (!read.success) throw failed('unavailable', 'The answer of Notion has not the shape it should have.')
    return read.data
  }
}

const answerOf = async (asked: Promise<unknown>): Promise<unknown> => {
  try {
    return await asked
  } catch (error) {
    if (error instanceof PortError || error instanceof NotionRefusal) throw error
    // The SDK lets JSON.parse throw, with a piece of the answer in its message.
    if (error instanceof SyntaxError) throw failed('unavailable', 'The answer of Notion is no whole document.')
    throw failed('rejected', 'The Notion SDK refused to send a request.')
  }
}
