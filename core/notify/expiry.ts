import { quietUntil } from '../people/index.ts'
import type { Person } from '../people/person.ts'
import type { CoreSettings } from '../settings.ts'
import type { NotificationKind } from './notification.ts'
import { later } from './stores.ts'

/** Only reminders can wait for the sake of somebody's night. */
export const isHeldWhenQuiet = (kind: NotificationKind): boolean => kind === 'reminder'

/** Until when this kind is held for the sake of the person's night; null: not held. */
export const heldUntil = (kind: NotificationKind, person: Person, now: Date): Date | null =>
  isHeldWhenQuiet(kind) ? quietUntil(person, now) : null

/**
 * When a notification that may start at `start` is no longer worth sending. One that is held counts from the end of
 * the quiet hours, and never expires while it is held.
 */
export const expiryOf = (
  kind: NotificationKind,
  person: Person,
  start: Date,
  settings: Pick<CoreSettings, 'expirySeconds'>,
): Date => {
  const life = settings.expirySeconds[kind] * 1000
  const expiry = later(heldUntil(kind, person, start) ?? start, life)
  const held = heldUntil(kind, person, expiry)
  return held === null ? expiry : later(held, life)
}
