import { z } from 'zod'
import { jsonIn } from './json-in.ts'

/**
 * All that a model may propose. Undoing, pausing and resuming are not among it: those are said in the words of the
 * grammar or not at all.
 */
export const ACTIONS = [
  'create_task',
  'list_tasks',
  'complete_task',
  'reschedule_task',
  'cancel_task',
  'brief',
  'help',
  'chat',
] as const

const Text = z
  .string()
  .max(10_000)
  .nullish()
  .transform((text) => text ?? null)

/** What is missing is null; what nobody asked for is dropped; anything else out of shape is no action. */
const Action = z.object({
  action: z.enum(ACTIONS),
  title: Text,
  when: Text,
  priority: z
    .enum(['low', 'medium', 'high', 'urgent'])
    .nullish()
    .transform((priority) => priority ?? null),
  tasks: z
    .array(z.int().min(1).max(1000))
    .max(50)
    .nullish()
    .transform((numbers) => [...new Set(numbers ?? [])]),
  reply: Text,
})

export type Action = z.infer<typeof Action>

/** Reads a JSON value, or a text that has one. null: it is none of the actions there are. Never throws. */
export const readAction = (answer: unknown): Action | null => {
  try {
    return Action.safeParse(typeof answer === 'string' ? jsonIn(answer) : answer).data ?? null
  } catch {
    return null
  }
}

const nullable = (schema: Record<string, unknown>) => ({ anyOf: [schema, { type: 'null' }] })

/**
 * The same for the servers that can hold a model to a schema: only what all of them support, so every field is
 * required, absence is null, and there are no lengths or bounds.
 */
export const ACTION_SCHEMA = {
  type: 'object',
  properties: {
    action: { type: 'string', enum: ACTIONS },
    title: nullable({ type: 'string' }),
    when: nullable({ type: 'string' }),
    priority: nullable({ type: 'string', enum: ['low', 'medium', 'high', 'urgent'] }),
    tasks: { type: 'array', items: { type: 'integer' } },
    reply: nullable({ type: 'string' }),
  },
  required: ['action', 'title', 'when', 'priority', 'tasks', 'reply'],
  additionalProperties: false,
} as const
