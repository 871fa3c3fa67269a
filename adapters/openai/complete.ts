import { z } from 'zod'
import { ACTION_SCHEMA } from '../../core/capture/ports.ts'
import { PortError } from '../../core/kernel/errors.ts'
import { refusalOf } from '../../core/kernel/http-status.ts'
import type { Call, Reply } from './call.ts'

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** How a server is asked to keep to JSON, the strictest first. The last asks in words alone, which all understand. */
const FORMATS: readonly unknown[] = [
  { type: 'json_schema', json_schema: { name: 'action', strict: true, schema: ACTION_SCHEMA } },
  { type: 'json_object' },
  undefined,
]

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
})

/**
 * Asks for one completion and gives its text. What a server does not know of the formats is found out as it refuses
 * them, within `left` milliseconds, and remembered as long as this process runs.
 */
export const makeComplete = (call: (call: Call) => Promise<Reply>, model: string) => {
  let known = 0
  return async (messages: readonly ChatMessage[], left: () => number): Promise<string> => {
    for (let at = known; ; at += 1) {
      const body = { model, messages, stream: false, response_format: FORMATS[at] }
      const reply = await call({ method: 'POST', path: '/chat/completions', body, timeoutMs: left() })
      const mayBeTheFormat = reply.status === 400 || reply.status === 422 || reply.status === 501
      if (mayBeTheFormat && at < FORMATS.length - 1) continue
      const text = textOf(reply)
      known = at
      return text
    }
  }
}

const textOf = (reply: Reply): string => {
  const refusal = refusalOf('llm', reply)
  if (refusal !== null) throw refusal
  const rejected = (message: string) => new PortError('llm', 'rejected', message)
  const choice = Completion.safeParse(reply.body).data?.choices[0]
  if (choice === undefined) throw rejected('It gave an answer that is no completion.')
  const { finish_reason: reason, message } = choice
  if (message.refusal) throw rejected('The model refused.')
  if (reason === 'length' || reason === 'content_filter') throw rejected(`The answer was cut off (${reason}).`)
  if (!message.content) throw rejected('The answer is empty.')
  return message.content
}
