import type { Locale } from '../../people/person.ts'

/** agno: an agent on AgentOS · llm: a server that speaks the API of OpenAI */
export const INTERPRETER_NAMES = ['agno', 'llm'] as const
export type InterpreterName = (typeof INTERPRETER_NAMES)[number]

/** What somebody wrote that the grammar does not know, with all that an interpreter may know of them: very little. */
export interface Question {
  /** One line without control or bidirectional characters, at most `TEXT_MAX` code points. Not to be trusted. */
  readonly text: string
  readonly locale: Locale
  /** The sender's own open tasks. `n` counts from 1 and means nothing outside this question. */
  readonly tasks: readonly { readonly n: number; readonly title: string }[]
  /** The same for the same person, and for the same person and day. Opaque: neither a phone nor an id of ours. */
  readonly userKey: string
  readonly sessionKey: string
  /** What is left for the whole answer, second tries included. */
  readonly timeoutMs: number
}

/**
 * Somebody to ask what a text means. `interpret` resolves with what it was told, a JSON value or a text that has one,
 * which the core checks against its closed list of actions, and settles within `timeoutMs`. It acts on nothing and has
 * no tools. Rejects with PortError only: unavailable (no answer, 5xx, too late), throttled, misconfigured (credentials,
 * address, model), or rejected (an answer of no use, such as a refusal). Asking is never repeated by who was not told to.
 */
export interface Interpreter {
  readonly name: InterpreterName
  interpret(question: Question): Promise<unknown>
}

/** In code points. What is longer is something to keep, whatever else it may mean. */
export const TEXT_MAX = 1000
