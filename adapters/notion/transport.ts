import { readAtMost } from '../../core/kernel/http-answer.ts'
import { failed, failureOf, TooSlow } from './failure.ts'

export interface TransportSettings {
  readonly fetch: typeof fetch
  readonly timeoutMs: number
  readonly admit: () => Promise<void>
}

interface Request {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

interface Answer {
  readonly ok: true
  readonly status: number
  readonly headers: unknown
  text(): Promise<string>
}

/** A hundred pages with the longest descriptions are some 4 MB. */
const MOST_BYTES = 16 * 1024 * 1024

/**
 * What the SDK sends through. Its own deadline ends with the headers and leaves the request running; this one covers
 * the body and cuts the connection. No redirect is followed, an endless answer is cut, each request is asked for first.
 */
export const createTransport =
  ({ fetch, timeoutMs, admit }: TransportSettings) =>
  async (url: string, { method = 'GET', headers = {}, body }: Request = {}): Promise<Answer> => {
    await admit()
    const signal = AbortSignal.timeout(timeoutMs)
    let response: Response
    try {
      const content = typeof body === 'string' ? { body } : {}
      response = await fetch(url, { method, headers, redirect: 'manual', signal, ...content })
    } catch {
      throw signal.aborted ? late() : failed('unavailable', 'Notion could not be reached.')
    }
    const text = await readText(response, signal)
    const { status } = response
    if (status < 200 || status >= 300) throw failureOf(status, response.headers.get('retry-after'), text)
    return { ok: true, status, headers: response.headers, text: async () => text }
  }

const late = (): TooSlow => new TooSlow('Notion did not answer in time.')

const readText = async (response: Response, signal: AbortSignal): Promise<string> => {
  const bytes = await readAtMost(response.body, MOST_BYTES, signal).catch(() => {
    throw signal.aborted ? late() : failed('unavailable', 'The answer of Notion broke off.')
  })
  if (bytes !== null) return new TextDecoder().decode(bytes)
  throw signal.aborted ? late() : new TooSlow('The answer of Notion has no end.')
}
