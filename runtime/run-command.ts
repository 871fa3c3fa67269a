import { createIds, systemClock } from '../adapters/memory/index.ts'
import { createChanges, createStorage, migrationState, refuseNewer } from '../adapters/postgres/index.ts'
import type { Config } from '../config.ts'
import { makeCore, PortError } from '../core/index.ts'
import { silent } from '../core/kernel/observer.ts'
import { type CommandResult, commandsUnder, findDataCommand, runDataCommand } from '../handlers/cli/run.ts'
import { openAccounts } from './accounts.ts'
import { contextOf } from './command-context.ts'
import { askControl, type ControlRequest, controlSocketOf, type Listener } from './control-socket.ts'
import { openConnection } from './database.ts'
import { listed } from './help.ts'
import { notesIn, openMirrors, spendIn } from './mirrors.ts'
import { openOutside } from './outside.ts'
import { wordsIn } from './words.ts'

interface Output {
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
}

/** What an interrupted command gets to end in order. */
const GRACE_MS = 2000

/**
 * Runs a command that needs data: through the server that has an embedded database, else on the database itself. A
 * signal to stop interrupts it; what it did so far stays, and it may be repeated.
 */
export const runDataCommandAnywhere = async (
  config: Config,
  request: ControlRequest,
  { print, complain }: Output,
): Promise<number> => {
  const { args, locale } = request
  const words = wordsIn(locale)
  const [group = ''] = args
  if (findDataCommand(args) === undefined) {
    const under = commandsUnder(group)
    const isBare = args.slice(1).every((word) => word === '--help' || word === '-h')
    if (under.length > 0 && isBare) {
      print(listed(under, locale))
      return 0
    }
    // All commands would push the complaint off the screen.
    const near = under.length > 0 ? `\n\n${listed(under, locale)}` : ''
    complain(`${words.noCommand(args.slice(0, 2).join(' ').slice(0, 60))}${near}`)
    return 2
  }
  const stop = new AbortController()
  const interrupt = (): void => {
    stop.abort()
    setTimeout(() => process.exit(130), GRACE_MS).unref()
  }
  process.once('SIGINT', interrupt)
  const listener: Listener = { tell: print, signal: stop.signal }
  try {
    const { code, output } =
      (await throughServer(config, request, listener)) ?? (await onDatabase(config, request, listener))
    if (output !== '') (code === 0 ? print : complain)(output)
    return code
  } catch (error) {
    if (!stop.signal.aborted) throw error
    complain(words.interrupted)
    return 1
  } finally {
    process.removeListener('SIGINT', interrupt)
  }
}

const throughServer = (config: Config, request: ControlRequest, listener: Listener): Promise<CommandResult | null> =>
  config.database.kind === 'pglite'
    ? askControl(controlSocketOf(config.database.folder), request, listener)
    : Promise.resolve(null)

const onDatabase = async (config: Config, request: ControlRequest, listener: Listener): Promise<CommandResult> => {
  const connection = await openConnection(config.database)
  const changes = createChanges(connection)
  try {
    const found = await migrationState(connection)
    refuseNewer(found)
    if (found.state === 'behind') {
      throw new PortError('storage', 'misconfigured', 'The database is not migrated yet: run sparkone migrate first.')
    }
    const storage = createStorage({ connection, changes })
    const { accounts } = openAccounts(config, { connection, storage, observer: silent, log: null })
    const { channels } = openOutside(config)
    const { mirrors } = await openMirrors(config, spendIn(storage), notesIn(storage, 'sheets'))
    const { settings } = config
    const core = makeCore({ storage, clock: systemClock, ids: createIds(), settings, channels, mirrors })
    return await runDataCommand(core, request.args, contextOf(config, connection, accounts, request, listener))
  } finally {
    await changes.close()
    await connection.close()
  }
}
