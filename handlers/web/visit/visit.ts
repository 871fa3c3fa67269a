import type { CurrentSession } from '../../../core/accounts/index.ts'
import type { Actor } from '../../../core/kernel/actor.ts'
import type { Locale, Person } from '../../../core/people/index.ts'

/** Who looks at a page, and how they read. */
export interface Visit {
  readonly person: Person
  readonly actor: Actor
  readonly session: CurrentSession
  readonly isOperator: boolean
  readonly locale: Locale
  readonly zone: string
  /** When the request came; everything on a page is of this moment. */
  readonly now: Date
  /** Where the changes stood before anything on the page was read. */
  readonly since: string
}
