import type { InputProblem } from '../../../core/kernel/errors.ts'
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

/** Problems of the core by field: `/due_date` is the field `due_date`. The last part decides, so `/aliases/0/address` is `address`. */
export const problemsOf = (problems: readonly InputProblem[], explain: (problem: InputProblem) => string): Problems =>
  Object.fromEntries(problems.map((problem) => [problem.pointer.split('/').at(-1) ?? '', explain(problem)]))

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
