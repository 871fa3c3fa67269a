import type { LocalDate } from '../kernel/time.ts'
import type { Locale } from '../people/person.ts'
import type { Task } from '../tasks/task.ts'
import type { BriefKind } from './ports.ts'

export type BriefSection = 'overdue' | 'today' | 'upcoming' | 'done_yesterday'

export interface BriefTask {
  readonly section: BriefSection
  readonly task: Task
}

/** One person's day at one moment: data only, rendered elsewhere. */
export interface Brief {
  readonly generatedAt: Date
  readonly kind: BriefKind
  readonly personId: string
  readonly personName: string
  readonly locale: Locale
  readonly timeZone: string
  readonly date: LocalDate
  readonly summary: {
    /** All open tasks, dated or not. */
    readonly pendingTasks: number
    readonly overdueTasks: number
    readonly dueToday: number
    readonly completedYesterday: number
    /** Inbound messages of the last 24 hours. */
    readonly recentMessages: number
    readonly openAlerts: number
  }
  /** By section, then by due instant; at most 50 a section. */
  readonly tasks: readonly BriefTask[]
  /** The person's newest messages of the last 24 hours, newest first, at most 10. */
  readonly conversations: readonly { readonly at: Date; readonly channel: string; readonly content: string }[]
  /** Groups that are firing; operators only. */
  readonly alerts: readonly { readonly groupKey: string; readonly summary: string; readonly since: Date }[]
  readonly operations: {
    /** Notifications of the last 24 hours that no outside channel delivered. */
    readonly failedDeliveries: number
    /** Of mirrors, 0 for none; null: there is none, or it is not this person's to mend. */
    readonly syncLagSeconds: number | null
  }
  /** Sentences in the person's language. */
  readonly insights: readonly string[]
}
