import type { LocalDate } from '../kernel/time.ts'
import type { Priority, TaskStatus } from '../tasks/task.ts'

export { MIRROR_NAMES, type MirrorName } from '../kernel/mirror-name.ts'

/** A date, or a moment to the minute: what an outside system can hold. The zone stays ours, with the task. */
export type CopyDue = { readonly date: LocalDate } | { readonly at: string }

/**
 * What a mirror shows of one task, in values that survive JSON. Each field is merged by itself; date, time and zone
 * are one field, since half of a new date beside half of an old one is nobody's intention.
 */
export interface Copy {
  /** 1..500 characters, trimmed. */
  readonly title: string
  /** Never empty. */
  readonly description: string | null
  readonly status: TaskStatus
  readonly priority: Priority
  /** `at` is an RFC 3339 instant in UTC with seconds 00, e.g. `2026-11-28T17:00:00Z`. */
  readonly due: CopyDue | null
  /** Sorted, each once. */
  readonly labels: readonly string[]
  /** A person's name or e-mail as the outside shows it; core finds the person. null: nobody. */
  readonly assignee: string | null
}

export const COPY_FIELDS = [
  'title',
  'description',
  'status',
  'priority',
  'due',
  'labels',
  'assignee',
] as const satisfies readonly (keyof Copy)[]
export type CopyField = (typeof COPY_FIELDS)[number]

/**
 * Why one field of one copy could not be read or written; the other fields go on. Of `labels`, each one that is a
 * `missing_option` by itself, and the other labels go on too. `value` is theirs: never logged.
 */
export interface FieldProblem {
  readonly field: CopyField
  readonly code: 'missing_option' | 'unreadable' | 'too_long' | 'unknown_person' | 'empty'
  readonly value: string | null
}

/** One page or row, as the outside has it at this moment. */
export interface RemoteEntry {
  /** The page's id; in a sheet, which has none, the key. */
  readonly externalId: string
  /** What stands in its SparkOne id property; null: nobody gave it one yet. */
  readonly key: string | null
  /** Made by us, as the outside tells it: of two with one key, a person's copy becomes a task of its own. */
  readonly isOurs: boolean
  readonly isTrashed: boolean
  /** When a person or we last changed it, as coarse as the outside keeps it; null when it keeps none. */
  readonly editedAt: Date | null
  readonly createdAt: Date | null
  readonly url: string | null
  /** Fields that the mirror has and that could be read, normalised as `Copy` says. */
  readonly fields: Partial<Copy>
  readonly problems: readonly FieldProblem[]
}

/** Why a mirror as a whole stands still, until a person does something. Rendered by `words`. */
export interface MirrorTrouble {
  readonly code:
    | 'credentials_refused'
    | 'not_shared'
    | 'not_found'
    | 'choose_source'
    | 'missing_key'
    | 'missing_field'
    | 'wrong_type'
    | 'missing_option'
    | 'formula'
    | 'duplicate_header'
  /** Names from their schema, e.g. `{ name: 'SparkOne ID' }`, `{ name: 'Status', option: 'Concluída' }`, `{ email }`. */
  readonly params: Readonly<Record<string, string>>
}

export interface ReadyShape {
  readonly state: 'ready'
  /** The fields it has a property or column for; the others are neither read nor written. */
  readonly fields: readonly CopyField[]
  readonly url: string | null
  /** Whether it can hold a label: it has an option for it, or may make one. Absent: any. */
  readonly canLabel?: (label: string) => boolean
}

export type MirrorShape = ReadyShape | { readonly state: 'stopped'; readonly trouble: MirrorTrouble }

export type MirrorWrite =
  | { readonly type: 'create'; readonly key: string; readonly taskId: number; readonly copy: Copy }
  /** Only the fields named; the others stay as they are. */
  | { readonly type: 'update'; readonly externalId: string; readonly changes: Partial<Copy> }
  /** Into the outside's trash; in a sheet the row goes. */
  | { readonly type: 'trash'; readonly externalId: string }
  /** Out of the trash, with these fields; in a sheet a new row of the same key. */
  | {
      readonly type: 'restore'
      readonly externalId: string
      readonly key: string
      readonly taskId: number
      readonly copy: Copy
    }
  /** Gives a page or row that a person made its key. Nothing else of it changes. */
  | { readonly type: 'adopt'; readonly externalId: string; readonly key: string }

export type WriteResult =
  /**
   * `entry`: as it is now, as far as the outside's answer tells; `problems` of fields that were left out, which show
   * what stands there: a field of which that is not known is written again at each look. Labels that were written without
   * some are always shown.
   */
  | { readonly type: 'done'; readonly entry: RemoteEntry }
  /** It is not there any more, or in the trash. */
  | { readonly type: 'gone' }
  /** The outside refuses this one for good. */
  | { readonly type: 'refused'; readonly problems: readonly FieldProblem[]; readonly detail: string }

export interface PullRequest {
  /** Where the last pull of this kind ended; null: from the beginning. Opaque to core, JSON. */
  readonly cursor: string | null
  /** changes: what may have changed since the cursor, with overlap · sweep: all there is, page by page. */
  readonly mode: 'changes' | 'sweep'
}

export interface Pulled {
  readonly entries: readonly RemoteEntry[]
  /** To pass next time, also when `more` is false; by server values only. */
  readonly cursor: string | null
  readonly more: boolean
  /** These entries are all there is: what is not among them is gone. Always false for `changes` of a mirror that reads each. */
  readonly isWhole: boolean
}
