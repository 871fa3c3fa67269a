import { and, asc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { DomainError } from '../../../core/kernel/errors.ts'
import type { Alias, Person, PersonStore } from '../../../core/people/ports.ts'
import type { Database } from '../connection.ts'
import { aliases, people } from '../schema.ts'
import { behind, cursorAt, cut } from './cursor.ts'
import { once } from './prepared.ts'

type StoredAlias = Omit<Alias, 'createdAt'> & { createdAt: string }

const aliasesOf = sql<readonly StoredAlias[]>`(
  select coalesce(json_agg(json_build_object('id', a.id, 'personId', a.person_id, 'channel', a.channel,
    'address', a.address, 'key', a.key, 'createdAt', a.created_at) order by a.position), '[]'::json)
  from ${aliases} a where a.person_id = people.id)`

const personOf = ({ row, held }: { row: typeof people.$inferSelect; held: readonly StoredAlias[] }): Person => {
  const { quietStart, quietEnd, deletedAt: _gone, ...rest } = row
  return {
    ...rest,
    quietHours: quietStart === null || quietEnd === null ? null : { start: quietStart, end: quietEnd },
    aliases: held.map((alias) => ({ ...alias, createdAt: new Date(alias.createdAt) })),
  }
}

const rowOf = ({ quietHours, aliases: _own, chain, ...rest }: Person) => ({
  ...rest,
  chain: chain === null ? null : [...chain],
  quietStart: quietHours?.start ?? null,
  quietEnd: quietHours?.end ?? null,
})

const taken = (): DomainError => new DomainError('alias_taken', 'Another person has this address.')

export const createPersonStore = (db: Database): PersonStore => {
  const select = (where?: SQL) =>
    db
      .select({ row: people, held: aliasesOf })
      .from(people)
      .where(and(isNull(people.deletedAt), where))
  const age = [asc(people.createdAt), asc(people.id)]

  const byId = once(() => select(eq(people.id, sql.placeholder('id'))).prepare('person_by_id'))
  const byAlias = once(() =>
    select(
      sql`${people.id} = (select person_id from ${aliases}
        where channel = ${sql.placeholder('channel')} and key = ${sql.placeholder('key')})`,
    ).prepare('person_by_alias'),
  )

  const find = async (id: string): Promise<Person | null> => {
    const [row] = await byId().execute({ id })
    return row === undefined ? null : personOf(row)
  }

  // Asked first, so that a refusal has written nothing; the constraint catches who comes in between.
  const refuseTaken = async (wanted: readonly Alias[], personId: string): Promise<void> => {
    if (wanted.length === 0) return
    const owners = await db
      .select({ personId: aliases.personId })
      .from(aliases)
      .where(or(...wanted.map(({ channel, key }) => and(eq(aliases.channel, channel), eq(aliases.key, key)))))
    if (owners.some((owner) => owner.personId !== personId)) throw taken()
  }

  const operators = async (): Promise<readonly Person[]> =>
    (await select(eq(people.role, 'operator')).orderBy(...age)).map(personOf)

  const insertAliases = async (wanted: readonly Alias[]): Promise<void> => {
    if (wanted.length === 0) return
    const rows = wanted.map((alias, position) => ({ ...alias, position }))
    const stored = await db
      .insert(aliases)
      .values(rows)
      .onConflictDoNothing({ target: [aliases.channel, aliases.key] })
      .returning({ id: aliases.id })
    const distinct = new Set(wanted.map(({ channel, key }) => JSON.stringify([channel, key])))
    if (stored.length < distinct.size) throw taken()
  }

  return {
    insert: async (person) => {
      await refuseTaken(person.aliases, person.id)
      await db.insert(people).values(rowOf(person))
      await insertAliases(person.aliases)
    },
    find,
    lock: async (id) => {
      await db.select({ id: people.id }).from(people).where(eq(people.id, id)).for('no key update')
      return find(id)
    },
    findByAlias: async (channel, key) => {
      const [row] = await byAlias().execute({ channel, key })
      return row === undefined ? null : personOf(row)
    },
    operators,
    lockOperators: async () => {
      // A lock on the role and not on its rows: two units that each hold one operator must not wait for each other.
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('operators', 0))`)
      return operators()
    },
    all: async () => (await select().orderBy(...age)).map(personOf),
    page: async ({ limit, after, offset }) => {
      const rows = await select(behind(after, [people.createdAt, people.id], 'ascending'))
        .orderBy(...age)
        .limit(limit + 1)
        .offset(offset ?? 0)
      const { page, next } = cut(rows.map(personOf), limit, ({ createdAt, id }) => cursorAt(createdAt, id))
      const total = offset === undefined ? null : await db.$count(people, isNull(people.deletedAt))
      return { people: page, next, total }
    },
    update: async (person, expectedVersion) => {
      const written = await db
        .update(people)
        .set(rowOf(person))
        .where(and(eq(people.id, person.id), eq(people.version, expectedVersion), isNull(people.deletedAt)))
        .returning({ id: people.id })
      if (written.length === 0) return false
      await refuseTaken(person.aliases, person.id)
      await db.delete(aliases).where(eq(aliases.personId, person.id))
      await insertAliases(person.aliases)
      return true
    },
    addAlias: async (alias) => {
      await refuseTaken([alias], alias.personId)
      const [person] = await db
        .select({ id: people.id })
        .from(people)
        .where(and(eq(people.id, alias.personId), isNull(people.deletedAt)))
        .for('no key update')
      if (person === undefined) return
      const next = sql<number>`(select coalesce(max(position) + 1, 0) from ${aliases} where person_id = ${alias.personId})`
      const stored = await db
        .insert(aliases)
        .values({ ...alias, position: next })
        .onConflictDoNothing({ target: [aliases.channel, aliases.key] })
        .returning({ id: aliases.id })
      if (stored.length === 0) await refuseTaken([alias], alias.personId)
    },
    remove: async (id, at) => {
      const removed = await db
        .update(people)
        .set({ deletedAt: at, updatedAt: at, name: '' })
        .where(and(eq(people.id, id), isNull(people.deletedAt)))
        .returning({ id: people.id })
      await db.delete(aliases).where(eq(aliases.personId, id))
      return removed.length > 0
    },
  }
}
