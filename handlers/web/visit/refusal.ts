/** Why a page is not shown. The status is the wire's, the words are those of `problems`. */
export type RefusalCode =
  | 'notFound'
  | 'forbidden'
  | 'forged'
  | 'form'
  | 'tooLarge'
  | 'tooMany'
  | 'stale'
  | 'starting'
  | 'unavailable'
  | 'input'
  | 'unexpected'

export const STATUS: Readonly<Record<RefusalCode, 400 | 403 | 404 | 409 | 413 | 415 | 429 | 500 | 503>> = {
  notFound: 404,
  forbidden: 403,
  forged: 403,
  form: 415,
  tooLarge: 413,
  tooMany: 429,
  stale: 409,
  starting: 503,
  unavailable: 503,
  input: 400,
  unexpected: 500,
}

/** Ends a request with a page that says why. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode

  constructor(code: RefusalCode) {
    super(code)
    this.code = code
  }
}
