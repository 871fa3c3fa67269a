export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever JSON came back
  readonly json: any
}

export interface CallOptions {
  readonly body?: unknown
  /** null: none. */
  readonly key?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

export type Api = (method: string, path: string, options?: CallOptions) => Promise<Answer>

const LONGEST_MS = 20_000

/** Calls the program as any client would. Rejects when nobody answers. */
export const createApi =
  (url: string, ownKey: string): Api =>
  async (method, path, { body, key = ownKey, headers = {} } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.timeout(LONGEST_MS),
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null }
  }
