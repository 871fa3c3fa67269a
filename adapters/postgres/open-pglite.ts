import { existsSync, fdatasyncSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import type { Db } from 'pg-boss'
import { PortError } from '../../core/kernel/errors.ts'
import type { Connection } from './connection.ts'
import { lockFolder } from './folder-lock.ts'
import { dataOf, finishSwap } from './pglite-folder.ts'
import { createQueue } from './queue.ts'

export interface PgliteOptions {
  /** A database as PGlite's `dumpDataDir` gave it; only for `memory://`. */
  readonly dump?: Blob
  /** Hears of each sync to the disk. */
  readonly onSync?: () => void
}

/** The PostgreSQL that PGlite is; a folder of another major version cannot be opened. */
export const PGLITE_MAJOR = 18

/**
 * Opens the embedded database of a folder, creating both, or one in memory for `memory://`. The folder belongs to this
 * process until `close`; commits are on the disk when they return. Throws PortError `misconfigured` when another
 * process has the folder, or another PostgreSQL wrote it.
 */
export const openPglite = async (folder: string, options: PgliteOptions = {}): Promise<Connection> => {
  if (folder === 'memory://') {
    const { PGlite } = await import('@electric-sql/pglite')
    const dump = options.dump === undefined ? {} : { loadDataDir: options.dump }
    const client = await PGlite.create({ startParams: startParams(PGlite.defaultStartParams), ...dump })
    return overPglite(client, () => client.close())
  }
  const home = resolve(folder)
  mkdirSync(home, { recursive: true })
  const release = lockFolder(home)
  try {
    finishSwap(home)
    refuseOtherMajor(home)
    const client = await openFolder(dataOf(home), options.onSync ?? (() => undefined))
    return await overPglite(client, async () => {
      await client.close()
      release()
    })
  } catch (error) {
    release()
    throw unopened(home, error)
  }
}

/** An embedded database that is just being made in a folder the caller has locked. */
export const openPgliteAt = async (data: string): Promise<Connection> => {
  try {
    const client = await openFolder(data, () => undefined)
    return await overPglite(client, () => client.close())
  } catch (error) {
    throw unopened(data, error)
  }
}

const unopened = (folder: string, error: unknown): PortError => {
  if (error instanceof PortError) return error
  // Never the error itself: an uncaught one prints the whole of PGlite's source.
  const reason = error instanceof Error ? error.message.slice(0, 200) : 'unknown'
  return new PortError('storage', 'misconfigured', `The database in ${folder} does not open: ${reason}`)
}

const startParams = (defaults: readonly string[]): string[] => [
  ...defaults,
  ...['-c', 'shared_buffers=16MB', '-c', 'jit=off', '-c', 'timezone=UTC'],
]

const openFolder = async (data: string, onSync: () => void): Promise<PGlite> => {
  const [{ PGlite }, { NodeFS }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/nodefs'),
  ])

  // PGlite's own file system has no fsync at all, so that a commit survives a crash of the process and not of the host.
  class DurableFS extends NodeFS {
    override async init(...[pg, given]: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const ready = await super.init(pg, given)
      ready.emscriptenOpts.preRun?.push((module: object) => {
        const operations = streamOperations(module)
        if (operations === null) throw new Error('This PGlite cannot be made durable.')
        operations.fsync = (stream) => {
          if (stream.nfd !== undefined) fdatasyncSync(stream.nfd)
          onSync()
          return 0
        }
      })
      return ready
    }
  }

  if (!existsSync(join(data, 'PG_VERSION'))) await (await PGlite.create(data)).close()
  // -F is fsync off; and only the method `fsync` reaches the file system, the default one is a stub in WebAssembly.
  const durable = startParams(PGlite.defaultStartParams.filter((it) => it !== '-F'))
  return PGlite.create({ fs: new DurableFS(data), startParams: [...durable, '-c', 'wal_sync_method=fsync'] })
}

interface StreamOperations {
  fsync?: (stream: { nfd?: number }) => number
}

const streamOperations = (module: object): StreamOperations | null => {
  const nodefs: unknown = Reflect.get(module, 'NODEFS')
  if (typeof nodefs !== 'object' || nodefs === null) return null
  const operations: unknown = Reflect.get(nodefs, 'stream_ops')
  return typeof operations === 'object' && operations !== null ? operations : null
}

const refuseOtherMajor = (home: string): void => {
  const versionFile = join(dataOf(home), 'PG_VERSION')
  if (!existsSync(versionFile)) return
  const major = readFileSync(versionFile, 'utf8').trim()
  if (major === String(PGLITE_MAJOR)) return
  throw new PortError(
    'storage',
    'misconfigured',
    `The data folder ${home} was written by PostgreSQL ${major}, and this SparkOne embeds ${PGLITE_MAJOR}. Let the ` +
      'version that wrote it make a backup (`sparkone backup FILE`), then run `sparkone restore FILE` with this one: ' +
      'it makes a new database here and keeps the old one beside it.',
  )
}

/** A PGlite that is open already; `end` is what the connection's close does with it. */
export const overPglite = async (client: PGlite, end: () => Promise<void>): Promise<Connection> => {
  const { drizzle } = await import('drizzle-orm/pglite')
  const db = drizzle(client)
  const queueDatabase = forQueue(client)
  const queue = createQueue('pglite', queueDatabase)
  let last: Promise<unknown> = Promise.resolve()
  let closing: Promise<void> | null = null

  const close = async (): Promise<void> => {
    await queue.close()
    await end()
  }

  return {
    kind: 'pglite',
    db,
    transaction: (work) => db.transaction(work),
    queueDatabase,
    queue: queue.get,
    listen: async (channel, onNotify, onReady) => {
      const unlisten = await client.listen(channel, onNotify)
      onReady()
      return async () => {
        if (!client.closed) await unlisten()
      }
    },
    // The folder is ours alone, so that callers of this process are all there can be.
    exclusively: (work) => {
      const result = last.then(() => work({ db, queueDatabase }))
      last = result.catch(() => undefined)
      return result
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** A PGlite as pg-boss takes databases: a failed script must not leave its transaction open on the one session. */
const forQueue = (client: PGlite): Db => ({
  executeSql: async (text, values = []) => {
    try {
      if (values.length > 0) return await client.query(text, values)
      const results = await client.exec(text)
      return { rows: results.flatMap((result) => result.rows) }
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  },
})
