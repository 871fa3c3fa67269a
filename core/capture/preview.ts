import type { CoreDeps } from '../deps.ts'
import type { PartKind } from '../language/index.ts'
import { personOf } from '../people/index.ts'
import type { TaskFields } from '../tasks/index.ts'
import type { Capture } from './index.ts'
import { previewOf } from './preview-of.ts'

export type ChipKind = PartKind

/** Words of a text that mean something and are therefore not in the title. */
export interface Chip {
  /** `kind:words`: the same as long as the words are, so that a form can say which it rejects. */
  readonly id: string
  readonly kind: ChipKind
  /** The person's own; several places joined by " … ". */
  readonly words: string
  /** Where they are in `Preview.text`, in code points, the end excluded; ascending, no two chips' overlap. */
  readonly spans: readonly { readonly start: number; readonly end: number }[]
  /** What they mean, in the person's language, dates absolute. */
  readonly reading: string
}

/**
 * guessed: one of several things the words may mean · unread_date: words meant as a day were read as none, and a time
 * alone said which · past: the moment is over · not_repeated: a recurrence, of which only the first day counts ·
 * clock_moved: the clocks skip that time · long: the title is cut, the description has it all
 */
export type WarningKind = 'guessed' | 'unread_date' | 'past' | 'not_repeated' | 'clock_moved' | 'long'

/** A text as the new task it would be. */
export interface Preview
  extends Pick<TaskFields, 'title' | 'description' | 'priority' | 'dueDate' | 'dueTime' | 'timeZone'> {
  /** As SparkOne reads it: on one line, single spaced, composed. */
  readonly text: string
  /** "qua., 25 nov. 2026, 10:00", "sem data". */
  readonly dueReading: string
  /** In the order of the text. */
  readonly chips: readonly Chip[]
  readonly warnings: readonly { readonly kind: WarningKind; readonly text: string }[]
  /** Those of the ids given whose words are in the text. */
  readonly rejected: readonly string[]
}

export interface QuickAdd {
  /** At most CONTENT_MAX code points. */
  readonly text: string
  /** Ids of chips whose words are to stay words; REJECT_ALL: all of them. */
  readonly rejected?: readonly string[]
  /** From when "amanhã" counts; absent or in the future: now. */
  readonly now?: Date
}

export const makePreview =
  (deps: CoreDeps): Capture['preview'] =>
  (actor, input) =>
    deps.storage.read(async ({ people }) => previewOf(await personOf(people, actor.personId), input, deps.clock.now()))
