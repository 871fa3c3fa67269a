import type { sheets_v4 } from '@googleapis/sheets'
import type { z } from 'zod'
import { failed, failureOf, SheetsRefusal } from './failure.ts'
import type { SheetsCredential, SpreadsheetSettings } from './settings.ts'
import { createTransport, grantFailureOf } from './transport.ts'

/** Of one call of the SDK, after the parameters. */
export interface CallOptions {
  readonly retry: false
  readonly timeout: number
  readonly responseType: 'json'
  readonly validateStatus: () => true
}

interface Answer {
  readonly status: number
  /** Lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly data: unknown
}

type Ask = (client: sheets_v4.Sheets, options: CallOptions) => Promise<Answer>

/**
 * One request, counted on one of the two budgets, its answer checked against `schema`. Throws PortError, or
 * SheetsRefusal where Sheets understood the request and does not do it. Tries nothing twice.
 */
export type Call = <T>(credential: SheetsCredential, schema: z.ZodType<T>, ask: Ask) => Promise<T>

const TIMEOUT_MS = 60_000
// Of one file; Google has no narrower scope for a spreadsheet that was shared.
const SCOPES = ['https://www.googleapis.com/auth/spreadsheets']

/** The SDK, loaded at the first call. Its retries are off; after a 401 it signs in anew. */
export const connect = (settings: SpreadsheetSettings): Call => {
  const { account, admit = async () => undefined, timeoutMs = TIMEOUT_MS } = settings
  const fetchImplementation = createTransport({
    fetch: settings.fetch ?? fetch,
    timeoutMs,
    tokenUrl: settings.tokenUrl,
  })
  const open = async (): Promise<sheets_v4.Sheets> => {
    // By its default: what is bundled has no other name of a CommonJS package that loads lazily.
    const { auth, sheets } = (await import('@googleapis/sheets')).default
    const signedIn = new auth.JWT({
      email: account.clientEmail,
      key: account.privateKey,
      scopes: SCOPES,
      transporterOptions: { fetchImplementation },
    })
    const rootUrl = settings.apiRootUrl === undefined ? {} : { rootUrl: `${settings.apiRootUrl.replace(/\/+$/, '')}/` }
    return sheets({ version: 'v4', auth: signedIn, ...rootUrl })
  }
  let opened: Promise<sheets_v4.Sheets> | null = null
  // Ours ends first; any status is an answer, so that the SDK builds no error around the request.
  const options: CallOptions = {
    retry: false,
    timeout: timeoutMs + 30_000,
    responseType: 'json',
    validateStatus: () => true,
  }

  return async (credential, schema, ask) => {
    await admit(credential)
    opened ??= open()
    const { status, headers, data } = await ask(await opened, options).catch((error: unknown) => {
      throw grantFailureOf(error) ?? failed('unavailable', 'Google Sheets could not be reached, or did not answer.')
    })
    if (status === 401) opened = null
    if (status < 200 || status >= 300) {
      const failure = failureOf(status, headers['retry-after'], data)
      if (failure instanceof SheetsRefusal && status === 401)
        throw failed('misconfigured', 'The token is not accepted.')
      throw failure
    }
    const read = schema.safeParse(data)
    if (!read.success) throw failed('unavailable', 'The answer of Google Sheets has not the shape it should have.')
    return read.data
  }
}
