import type { ChannelSource } from '../kernel/actor.ts'
import type { LocalDate, LocalTime } from '../kernel/time.ts'

export const TASK_STATUSES = ['pending', 'in_progress', 'completed', 'cancelled'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The parts of a task that people change; each may appear in the journal. */
export interface TaskFields {
  readonly title: string
  readonly description: string | null
  readonly status: TaskStatus
  readonly priority: Priority
  readonly dueDate: LocalDate | null
  /** null: all day. Never set without `dueDate`. */
  readonly dueTime: LocalTime | null
  readonly timeZone: string
  readonly labels: readonly string[]
  readonly assigneeId: string | null
  readonly completedAt: Date | null
  /** Set: gone for everyone but undo; purged after 30 days. */
  readonly deletedAt: Date | null
}

export interface Task extends TaskFields {
  /** What people type: small, ascending, never used twice. */
  readonly id: number
  /** Derived: the instant of date and time in the zone; for an all-day task the start of the next local day. */
  readonly dueAt: Date | null
  readonly channel: ChannelSource
  /** What an API client said about where it came from; never a phone of ours. */
  readonly sender: string | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** 1 at creation, one more at each change: the ETag. */
  readonly version: number
}

export type JournalAction = 'created' | 'updated' | 'status_changed' | 'deleted' | 'undone'

/** One change of one task. `changes` holds only the fields that differ, in JSON-able values (dates as ISO strings). */
export interface JournalEntry {
  readonly taskId: number
  /** The version that this change made. */
  readonly version: number
  readonly action: JournalAction
  readonly actorId: string
  readonly channel: ChannelSource
  readonly at: Date
  readonly changes: Readonly<Partial<Record<keyof TaskFields, { from: unknown; to: unknown }>>>
  /** For `undone`: the version whose change was reverted. */
  readonly reverts: number | null
}
