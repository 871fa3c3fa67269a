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
  /** With the numbers of tasks in a group that `refsOf` reads. */
  readonly complete: readonly RegExp[]
  readonly cancel: readonly RegExp[]
  /** The other value of a field that two sides changed; of some tasks, or of those told of last. */
  readonly swap: readonly RegExp[]
  /** The same, with what says when in the group `rest`; and whether it is a command even when nothing does. */
  readonly moves: readonly (readonly [shape: RegExp, sure: boolean])[]
  /** The same commands without a number. */
  readonly which: { readonly complete: RegExp; readonly cancel: RegExp; readonly move: RegExp }
  refsOf(groups: Groups): readonly number[]
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
    const done = firstRefs(shapes, shapes.complete, message)
    if (done !== null) found.push({ intent: 'complete_task', refs: done })
    const cancelled = firstRefs(shapes, shapes.cancel, message)
    if (cancelled !== null) found.push({ intent: 'cancel_task', refs: cancelled })
    const swapped = firstRefs(shapes, shapes.swap, message)
    if (swapped !== null) found.push({ intent: 'resolve_conflict', refs: swapped })
    for (const [shape, sure] of shapes.moves) {
      const groups = shape.exec(message)?.groups
      if (groups === undefined) continue
      found.push({ intent: 'reschedule_task', refs: shapes.refsOf(groups), rest: groups.rest ?? '', sure })
    }
    const { which } = shapes
    if (which.complete.test(message)) found.push({ intent: 'complete_task', refs: [] })
    if (which.cancel.test(message)) found.push({ intent: 'cancel_task', refs: [] })
    if (which.move.test(message)) found.push({ intent: 'reschedule_task', refs: [], rest: '', sure: true })
    const list = shapes.listRequest(message)
    if (list !== null) found.push({ intent: 'list_tasks', ...list })
    return found
  }

const firstRefs = (
  { refsOf }: Pick<CommandShapes, 'refsOf'>,
  patterns: readonly RegExp[],
  message: string,
): readonly number[] | null => {
  for (const pattern of patterns) {
    const groups = pattern.exec(message)?.groups
    if (groups !== undefined) return refsOf(groups)
  }
  return null
}

/** More numbers than a person names in one breath. */
const REFS_MAX = 20

/** The numbers in a list as one language writes it: `range` is what stands between the ends of a run ("3 a 5"). */
export const numbersIn = (list: string, range: RegExp): readonly number[] => {
  const found = [...list.matchAll(/\d+/g)]
  const numbers = found.flatMap((match, index) => {
    const previous = found[index - 1]
    const between = previous === undefined ? '' : list.slice(previous.index + previous[0].length, match.index)
    const [from, to] = [Number(previous?.[0]), Number(match[0])]
    if (!range.test(between) || to <= from || to - from >= REFS_MAX) return [to]
    return Array.from({ length: to - from }, (_, step) => from + step + 1)
  })
  return [...new Set(numbers)].slice(0, REFS_MAX)
}
