import type { WebContext } from '../env.ts'
import { Refusal } from './refusal.ts'

/** A form's fields as they were typed. What appears several times is a list; what appears once is too, for `all`. */
export interface Typed {
  readonly one: (name: string) => string
  readonly all: (name: string) => readonly string[]
}

export const typedOf = (fields: URLSearchParams): Typed => ({
  one: (name) => fields.get(name) ?? '',
  all: (name) => fields.getAll(name),
})

/** The fields of a form post; the guard has read and checked it. */
export const typed = async (context: WebContext): Promise<Typed> =>
  typedOf(new URLSearchParams(await context.req.text()))

/** What is wrong with each field, by its name; '' for what concerns the form as a whole. */
export type Problems = Readonly<Record<string, string>>

export const isWrong = (problems: Problems): boolean => Object.keys(problems).length > 0

/** How a form is answered that is shown again, or for the first time: `isStale`, what it was of changed meanwhile. */
export const statusOf = (problems: Problems, isStale = false): 200 | 400 | 409 =>
  isStale ? 409 : isWrong(problems) ? 400 : 200

/** The JSON of a passkey's answer, as `browser/passkeys.ts` sends it. */
export const jsonIn = async (request: { text(): Promise<string> }): Promise<Readonly<Record<string, unknown>>> => {
  try {
    const body: unknown = JSON.parse(await request.text())
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Falls through: what is no JSON is refused like what is no object.
  }
  throw new Refusal('form')
}

/** What should be a text in such an answer: '' for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
