import type { LocalTime } from './kernel/time.ts'
import type { NotificationKind } from './notify/notification.ts'
import type { Locale, QuietHours } from './people/person.ts'

/** What an installation decides for everyone; people may differ where `Person` has the field. */
export interface CoreSettings {
  readonly timeZone: string
  readonly locale: Locale
  readonly briefTime: LocalTime
  readonly quietHours: QuietHours | null
  /** Remind this many hours before a task's moment too; null: only at the moment. */
  readonly reminderLeadHours: number | null
  /** Where operators' e-mail goes unless they have their own; never for replies. */
  readonly fallbackEmail: string | null
  /** How long a channel has to confirm, from its first attempt. */
  readonly receiptDeadlineSeconds: Readonly<Record<NotificationKind, number>>
  /** After this a notification is no longer worth sending. */
  readonly expirySeconds: Readonly<Record<NotificationKind, number>>
  /** Attempts per channel and round before the chain moves on. */
  readonly maxAttempts: number
  /** WhatsApp messages an hour, replies not counted; beyond it the chain moves on. */
  readonly whatsappHourlyCap: number
  /** How interpreters are asked for what the grammar does not know. */
  readonly interpreters: {
    /** For all of them together, and for one. */
    readonly deadlineMs: number
    readonly requestTimeoutMs: number
    /** Questions a day. */
    readonly dailyCap: number
    readonly dailyCapPerPerson: number
  }
  /** How often each mirror is asked what changed there. */
  readonly mirrorPullSeconds: number
  /** Days to keep each kind of row. */
  readonly retentionDays: {
    readonly events: number
    readonly messages: number
    readonly notifications: number
    readonly deletedTasks: number
    readonly idempotency: number
  }
}

export const DEFAULT_SETTINGS: CoreSettings = {
  timeZone: 'America/Sao_Paulo',
  locale: 'pt-BR',
  briefTime: '07:30',
  quietHours: { start: '22:00', end: '07:00' },
  reminderLeadHours: null,
  fallbackEmail: null,
  receiptDeadlineSeconds: { alert: 60, reminder: 180, brief: 600, reply: 120 },
  expirySeconds: { alert: 86_400, reminder: 21_600, brief: 43_200, reply: 86_400 },
  maxAttempts: 5,
  whatsappHourlyCap: 20,
  interpreters: { deadlineMs: 8000, requestTimeoutMs: 5000, dailyCap: 1000, dailyCapPerPerson: 100 },
  mirrorPullSeconds: 60,
  retentionDays: { events: 7, messages: 365, notifications: 90, deletedTasks: 30, idempotency: 1 },
}
