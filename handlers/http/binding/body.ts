import { readAtMost } from '../../../core/kernel/http-answer.ts'
import { decodeText, parseJson } from './json.ts'
import { HttpProblem } from './problem.ts'
import type { Route } from './route.ts'

const LIMIT_BYTES = 1_048_576
const JSON_ONLY = ['application/json']

/** The JSON of a body before it meets its schema; undefined where the route has none. */
export const readJson = async (route: Route, request: Request): Promise<unknown> => {
  if (route.body === undefined) return undefined
  const type = request.headers.get('content-type')
  // Known to be of another kind: refused unread. Without a type it must turn out to be empty.
  if (type !== null && route.vendor !== true) refuseOtherTypes(route, request, type)
  const bytes = await readBytes(request, route.bodyLimitBytes ?? LIMIT_BYTES)
  if (route.vendor === true) return parsedOrNull(bytes)
  if (bytes.byteLength === 0) {
    if (route.bodyOptional === true) return {}
    throw new HttpProblem(400, 'malformed', 'A JSON body is needed.')
  }
  if (type === null) refuseOtherTypes(route, request, '')
  const strict = route.lenient !== true
  return parseJson(decodeText(bytes, strict), strict)
}

/** A gateway comes again for hours with what it sent once: what cannot be read is passed over instead. */
export const parsedOrNull = (bytes: Uint8Array): unknown => {
  try {
    return parseJson(decodeText(bytes, false), false)
  } catch {
    return null
  }
}

const refuseOtherTypes = (route: Route, request: Request, header: string): void => {
  const [type = '', ...parameters] = header.toLowerCase().split(';')
  const charset = parameters.map((it) => it.trim()).find((it) => it.startsWith('charset='))
  const types = route.bodyTypes ?? JSON_ONLY
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset)
  if (!types.includes(type.trim()) || !isUtf8) {
    throw new HttpProblem(415, 'media_type', `The body must be of type ${types.join(' or ')}, in UTF-8.`)
  }
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity'
  if (encoding !== 'identity') throw new HttpProblem(415, 'media_type', 'The body must not be compressed.')
}

// The connection stays: closed while a proxy still sends the rest, it is reset, and the proxy says 503 in place of this.
const tooLarge = (limitBytes: number): HttpProblem =>
  new HttpProblem(413, 'too_large', `The body may have at most ${limitBytes} bytes.`)

/** The whole body up to the limit, also when it is chunked and names no length. */
export const readBytes = async (request: Request, limitBytes: number): Promise<Uint8Array> => {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes)
  const bytes = await readAtMost(request.body, limitBytes).catch(() => {
    throw new HttpProblem(400, 'malformed', 'The body did not come whole.')
  })
  if (bytes === null) throw tooLarge(limitBytes)
  return bytes
}
