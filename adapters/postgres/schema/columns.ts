import { type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, check, timestamp } from 'drizzle-orm/pg-core'

/** A moment to the millisecond, so that a JavaScript Date comes back as it went in. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/**
 * A check that the column holds one of the keys. The keys are given as a record over the port's union, so that a word
 * added there and not here fails to compile.
 */
export const oneOf = <T extends string>(name: string, column: AnyPgColumn, words: Readonly<Record<T, true>>) => {
  const list = Object.keys(words)
    .map((word) => `'${word}'`)
    .join(', ')
  return check(name, sql`${column} in (${sql.raw(list)})`)
}

/** `HH:MM`, as the core writes wall-clock times. */
export const wallClock = (column: AnyPgColumn): SQL => sql`${column} ~ '^[0-2][0-9]:[0-5][0-9]$'`
