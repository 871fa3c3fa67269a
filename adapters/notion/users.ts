import type { z } from 'zod'
import { folded } from '../../core/kernel/text.ts'
import type { Call } from './connection.ts'
import { NotionRefusal } from './failure.ts'
import { type User, Users } from './wire.ts'

/** Users change rarely, and a list costs requests that tasks need. */
const KEEP_MS = 10 * 60_000
/** Of a hundred each. */
const MOST_PAGES = 10

/** Finds people of the workspace by name or e-mail, whatever the case and the accents. */
export const createUsers = (call: Call, now: () => number) => {
  let known: { readonly ids: ReadonlyMap<string, string | null>; readonly until: number } | null = null
  const load = async (): Promise<ReadonlyMap<string, string | null>> => {
    const ids = new Map<string, string | null>()
    let start: string | null = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const cursor: { start_cursor: string } | Record<string, never> = start === null ? {} : { start_cursor: start }
      const answer: z.infer<typeof Users> = await call(Users, (client) =>
        client.users.list({ page_size: 100, ...cursor }),
      )
      for (const user of answer.results) for (const name of namesOf(user)) ids.set(name, ids.has(name) ? null : user.id)
      if (!answer.has_more || answer.next_cursor === null) break
      start = answer.next_cursor
    }
    return ids
  }
  /** null: nobody, several, or a connection without the right to read users. */
  const find = async (person: string): Promise<string | null> => {
    if (known === null || known.until < now()) {
      const ids = await load().catch((error: unknown) => {
        if (error instanceof NotionRefusal && error.status === 403) return new Map<string, string | null>()
        throw error
      })
      known = { ids, until: now() + KEEP_MS }
    }
    return known.ids.get(folded(person.trim())) ?? null
  }
  return { find }
}

const namesOf = ({ name, person }: User): readonly string[] =>
  [...new Set([name, person?.email].map((text) => folded(text?.trim() ?? '')))].filter((text) => text !== '')
