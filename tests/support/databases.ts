import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import type { Connection } from '../../adapters/postgres/connection.ts'
import { migrate, QUEUE_SCHEMA } from '../../adapters/postgres/migrate.ts'
import { overPglite } from '../../adapters/postgres/open-pglite.ts'
import { openPostgres, type PostgresOptions } from '../../adapters/postgres/open-postgres.ts'

export interface FreshDatabase {
  readonly connection: Connection
  close(): Promise<void>
}

export interface FreshPostgres extends FreshDatabase {
  readonly url: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What a migrated database is made of: another value, another template. */
const fingerprint = (): string => {
  const hash = createHash('sha256').update(String(QUEUE_SCHEMA))
  const migrations = readdirSync(join(root, 'migrations')).filter((name) => name.endsWith('.sql'))
  const files = [
    ...migrations.sort().map((name) => join('migrations', name)),
    'adapters/postgres/job-queues.ts',
    'core/kernel/jobs.ts',
  ]
  for (const file of files) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 16)
}

const serverUrl = (): string => process.env.TEST_DATABASE_URL ?? 'postgres://root@127.0.0.1:5432/postgres'

const urlOf = (server: string, database: string): string => {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.toString()
}

const onServer = async <T>(server: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(server, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

// Test files run side by side: the first makes the template, under a name that is not yet the template's, and the
// others wait for it.
const ensureTemplate = async (server: string, sql: postgres.Sql, template: string): Promise<void> => {
  const there = () => sql`select 1 from pg_database where datname = ${template}`
  if ((await there()).length > 0) return
  await sql`select pg_advisory_lock(hashtext('sparkone test template'))`
  try {
    if ((await there()).length > 0) return
    const draft = `${template}_${randomUUID().slice(0, 8)}`
    await sql.unsafe(`create database ${draft}`)
    const connection = await openPostgres(urlOf(server, draft))
    try {
      await migrate(connection)
      await connection.close()
      await sql.unsafe(`alter database ${draft} rename to ${template}`)
    } catch (error) {
      await sql.unsafe(`drop database ${draft} with (force)`)
      throw error
    }
  } finally {
    await sql`select pg_advisory_unlock(hashtext('sparkone test template'))`
  }
}

/** Another server than the one at TEST_DATABASE_URL, and how the connection is opened. */
export interface FreshOptions extends PostgresOptions {
  readonly server?: string
}

/** A database of its own, empty and without any table; dropped by `close`. */
export const emptyPostgres = async (options: FreshOptions = {}): Promise<FreshPostgres> => created(null, options)

/** A migrated, empty database of its own; dropped by `close`. */
export const freshPostgres = async (options: FreshOptions = {}): Promise<FreshPostgres> =>
  created(`sparkone_template_${fingerprint()}`, options)

const created = async (
  template: string | null,
  { server = serverUrl(), ...options }: FreshOptions,
): Promise<FreshPostgres> => {
  const name = `sparkone_test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, async (sql) => {
    if (template !== null) await ensureTemplate(server, sql, template)
    await sql.unsafe(`create database ${name}${template === null ? '' : ` template ${template}`}`)
  })
  const url = urlOf(server, name)
  const connection = await openPostgres(url, options)
  return {
    url,
    connection,
    close: async () => {
      await connection.close()
      await onServer(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`))
    },
  }
}

const kept = async (name: string, prepare: (client: PGlite) => Promise<unknown>): Promise<Blob> => {
  const path = join(tmpdir(), `sparkone-pglite-${name}.tar.gz`)
  if (!existsSync(path)) {
    const client = await PGlite.create()
    await prepare(client)
    const blob = await client.dumpDataDir('gzip')
    await client.close()
    const draft = `${path}.${randomUUID()}`
    writeFileSync(draft, Buffer.from(await blob.arrayBuffer()))
    renameSync(draft, path)
  }
  return new Blob([readFileSync(path)], { type: 'application/x-gzip' })
}

const migrated = (): Promise<Blob> =>
  kept(fingerprint(), async (client) => migrate(await overPglite(client, async () => undefined)))

// Loading one that was never used takes a quarter of the time of making one.
const unused = (): Promise<Blob> => {
  const manifest = readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'))
  return kept(`empty-${createHash('sha256').update(manifest).digest('hex').slice(0, 16)}`, async () => undefined)
}

// A PGlite costs half a second and 300 MB, emptying one costs milliseconds: each worker uses its own again and again.
const idle: PGlite[] = []

/**
 * SQL that leaves a migrated database as the migration did. Only what a test touched has any bytes, and a sequence may
 * have moved without: truncating everything takes ten times as long.
 */
export const EMPTYING = `
do $$ declare
  touched text;
begin
  select string_agg(oid::regclass::text, ', ') into touched from pg_class
  where relkind = 'r' and pg_relation_size(oid) > 0 and (
    relnamespace = 'public'::regnamespace or oid = 'pgboss.schedule'::regclass
    or oid in (select inhrelid from pg_inherits where inhparent = 'pgboss.job'::regclass));
  if touched is not null then
    execute 'truncate ' || touched || ' cascade';
  end if;
  perform setval(seqrelid, seqstart, false) from pg_sequence join pg_class on pg_class.oid = seqrelid
  where relnamespace = 'public'::regnamespace;
end $$`

/** A PGlite in memory without any table. */
export const emptyPglite = async (): Promise<FreshDatabase> => {
  const client = await PGlite.create({ loadDataDir: await unused() })
  const connection = await overPglite(client, () => client.close())
  return { connection, close: connection.close }
}

/** A migrated, empty PGlite in memory. `close` empties it for the next test of this worker. */
export const freshPglite = async (): Promise<FreshDatabase> => {
  const client = idle.pop() ?? (await PGlite.create({ loadDataDir: await migrated() }))
  const connection = await overPglite(client, async () => {
    await client.exec(EMPTYING)
    idle.push(client)
  })
  return { connection, close: connection.close }
}
