import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../adapters/pino/log.ts'
import type { Config } from '../config.ts'
import { runDataCommand } from '../handlers/cli/run.ts'
import { startWorker, type Worker } from '../handlers/jobs/worker.ts'
import { beginWhenReady } from './begin.ts'
import { contextOf } from './command-context.ts'
import { type Control, serveControl } from './control-socket.ts'
import { migrateDatabase } from './database.ts'
import { tellFirstCopies } from './first-copies.ts'
import { type Listening, listen } from './listen.ts'
import { requireInterpreter } from './require-interpreter.ts'
import { openSparkOne, type SparkOne } from './sparkone.ts'

/** both: the whole of SparkOne in one process · serve: the API alone · work: the jobs alone */
export type ProcessRole = 'both' | 'serve' | 'work'

const GRACE_MS = 20_000
/** Long enough for a load balancer to see that we are not ready and to stop sending. */
const DRAIN_MS = 200
const METRICS_GRACE_MS = 1000
const CLOSE_MS = 5_000

export interface RunningProcess {
  readonly sparkone: SparkOne
  /** The port of the API; null for a role that serves none. */
  readonly port: number | null
  /** The secret of the first key, when this start made one; one made after a wait goes to `onLateKey`. */
  readonly firstKey: string | null
  /** The token of the first sign-in link, when this start made one. */
  readonly firstLink: string | null
  /**
   * Ends in the order that loses nothing: not ready, no new jobs, requests and jobs under way, database. Takes at most
   * half a minute; what is cut then is done again by whoever comes next.
   */
  stop(): Promise<void>
}

/**
 * Starts one process in its role. `migrates` brings the database up to date first, as `make run` does; without it the
 * process starts, answers that it is not ready, and waits. Throws PortError `misconfigured` for what an operator mends.
 */
export const startProcess = async (
  config: Config,
  log: Log,
  options: { role: ProcessRole; migrates: boolean; onLateKey: (made: Made) => void },
): Promise<RunningProcess> => {
  const { role, migrates, onLateKey } = options
  const sparkone = await openSparkOne(config, log)
  const closing: (() => Promise<void>)[] = [() => sparkone.close()]
  try {
    await requireInterpreter(config, sparkone.interpreters, log)
    await sparkone.database.refuseNewer()
    if (migrates) log.info({}, await migrateDatabase(sparkone.database.connection, 'en'))
    const server = role === 'work' ? null : await listen(sparkone.fetch, { ...config, variable: 'PORT' })
    if (server !== null) closing.unshift(() => server.close(GRACE_MS))
    const metrics = await serveMetrics(config, sparkone)
    if (metrics !== null) closing.unshift(() => metrics.close(METRICS_GRACE_MS))

    const control = await serveCommands(config, sparkone, log)
    if (control !== null) closing.unshift(() => control.close())

    let worker: Worker | null = null
    let made: Made = { firstKey: null, firstLink: null }
    const beginning = await beginWhenReady({
      isMigrated: sparkone.database.isMigrated,
      begin: async () => {
        await sparkone.database.refuseNewer()
        made = await prepare(config, sparkone, role, made)
        if (role !== 'serve') worker ??= await work(sparkone, log)
        sparkone.open()
      },
      onLate: () => {
        if (made.firstKey !== null || made.firstLink !== null) onLateKey(made)
      },
      log,
    })

    return {
      sparkone,
      port: server?.port ?? null,
      ...made,
      stop: async () => {
        sparkone.drain()
        await within(CLOSE_MS, beginning.stop())
        await within(CLOSE_MS, control?.close())
        if (server !== null) await sleep(DRAIN_MS)
        // No new jobs from here on; those under way end beside the requests under way.
        const working = within(GRACE_MS, worker?.stop())
        await server?.close(GRACE_MS)
        await working
        await metrics?.close(METRICS_GRACE_MS)
        // A job that outlived its grace holds its connection: it is cut with the process and runs again elsewhere.
        await within(CLOSE_MS, sparkone.close())
      },
    }
  } catch (error) {
    for (const close of closing) await close().catch(() => undefined)
    throw error
  }
}

const within = async (ms: number, work: Promise<void> | undefined): Promise<void> => {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

/** What a start made that is told once; null: it was there already. */
export interface Made {
  readonly firstKey: string | null
  readonly firstLink: string | null
}

/** What every start makes sure of, once the tables are there; repeating it changes nothing. */
const prepare = async (config: Config, sparkone: SparkOne, role: ProcessRole, before: Made): Promise<Made> => {
  const { core, database, accounts } = sparkone
  await core.people.ensureOperators(config.operatorNumbers)
  const firstKey = before.firstKey ?? (role === 'work' ? null : await core.access.ensureFirstKey(config.apiKey))
  const isShown = role === 'work' || before.firstLink !== null
  const firstLink = isShown ? before.firstLink : await accounts.ensureFirst(config.console.admin)
  if (database.isEmbedded) await core.notify.recover()
  return { firstKey, firstLink }
}

const work = async ({ core, database }: SparkOne, log: Log): Promise<Worker> => {
  await core.sync.lookAgain()
  await tellFirstCopies(core, log)
  await database.runner.start()
  return startWorker({
    runner: database.runner,
    handlers: core.jobs,
    onFailure: (error) => log.warn({ error }, 'the job queue does not answer'),
    pause: (ms) => sleep(ms, undefined, { ref: false }),
  })
}

const serveMetrics = async (config: Config, { metrics }: SparkOne): Promise<Listening | null> => {
  if (config.metrics === null) return null
  const answer = async (request: Request): Promise<Response> =>
    new URL(request.url).pathname === '/metrics'
      ? new Response(await metrics.render(), { headers: { 'Content-Type': metrics.contentType } })
      : new Response(null, { status: 404 })
  return listen(answer, { ...config.metrics, variable: 'METRICS_PORT' })
}

/** For commands beside an embedded database. Not every folder can hold a socket, and the server serves without. */
const serveCommands = async (
  config: Config,
  { core, database, accounts }: SparkOne,
  log: Log,
): Promise<Control | null> => {
  if (database.controlSocket === null) return null
  try {
    return await serveControl(
      database.controlSocket,
      (request, listener) =>
        runDataCommand(core, request.args, contextOf(config, database.connection, accounts, request, listener)),
      (error) => log.error({ error }, 'a command failed'),
    )
  } catch (error) {
    log.warn({ error }, 'the data folder cannot hold a socket: commands need this server stopped')
    return null
  }
}
