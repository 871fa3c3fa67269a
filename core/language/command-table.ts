import type { Command, ListRequest } from './grammar.ts'
import type { Understanding } from './understanding.ts'

type Groups = Readonly<Record<string, string | undefined>>

/** The shapes in which one language gives commands; each matches a whole message, folded. */
export interface CommandShapes {
  readonly undo: RegExp
  readonly brief: RegExp
  readonly help: RegExp
  readonly pause: RegExp
  readonly resume: RegExp
  /** With the task's number in a group that `refOf` reads. */
  readonly complete: readonly RegExp[]
  readonly cancel: readonly RegExp[]
  /** The same, with what says when in the group `rest`; and whether it is a command even when nothing does. */
  readonly moves: readonly (readonly [shape: RegExp, sure: boolean])[]
  /** The same commands without a number. */
  readonly which: { readonly complete: RegExp; readonly cancel: RegExp; readonly move: RegExp }
  refOf(groups: Groups): number
  courtesyOf(message: string): Understanding['courtesy'] | undefined
  listRequest(message: string): ListRequest | null
}

/** What a message may ask in a language of these shapes, most likely first. */
export const commandsOf =
  (shapes: CommandShapes) =>
  (message: string): readonly Command[] => {
    const found: Command[] = []
    const courtesy = shapes.courtesyOf(message)
    if (courtesy !== undefined) found.push({ intent: 'smalltalk', courtesy })
    for (const intent of ['undo', 'brief', 'help', 'pause', 'resume'] as const) {
      if (shapes[intent].test(message)) found.push({ intent })
    }
    const done = firstRef(shapes, shapes.complete, message)
    if (done !== null) found.push({ intent: 'complete_task', ref: done })
    const cancelled = firstRef(shapes, shapes.cancel, message)
    if (cancelled !== null) found.push({ intent: 'cancel_task', ref: cancelled })
    for (const [shape, sure] of shapes.moves) {
      const groups = shape.exec(message)?.groups
      if (groups === undefined) continue
      found.push({ intent: 'reschedule_task', ref: shapes.refOf(groups), rest: groups.rest ?? '', sure })
    }
    const { which } = shapes
    if (which.complete.test(message)) found.push({ intent: 'complete_task', ref: null })
    if (which.cancel.test(message)) found.push({ intent: 'cancel_task', ref: null })
    if (which.move.test(message)) found.push({ intent: 'reschedule_task', ref: null, rest: '', sure: true })
    const list = shapes.listRequest(message)
    if (list !== null) found.push({ intent: 'list_tasks', ...list })
    return found
  }

const firstRef = (
  { refOf }: Pick<CommandShapes, 'refOf'>,
  patterns: readonly RegExp[],
  message: string,
): number | null => {
  for (const pattern of patterns) {
    const groups = pattern.exec(message)?.groups
    if (groups !== undefined) return refOf(groups)
  }
  return null
}
