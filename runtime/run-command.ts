import { createIds, systemClock } from '../adapters/memory/index.ts'
import { createStorage, migrationState, refuseNewer } from '../adapters/postgres/index.ts'
import type { Config } from '../config.ts'
import { makeCore, PortError } from '../core/index.ts'
import { type CommandResult, findDataCommand, runDataCommand } from '../handlers/cli/run.ts'
import { askControl, controlSocketOf } from './control-socket.ts'
import { openConnection } from './database.ts'
import { usage } from './help.ts'

interface Output {
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
}

/** Runs a command that needs data: through the server that has an embedded database, else on the database itself. */
export const runDataCommandAnywhere = async (
  config: Config,
  args: readonly string[],
  { print, complain }: Output,
): Promise<number> => {
  if (findDataCommand(args) === undefined) {
    complain(`There is no command "${args.slice(0, 2).join(' ').slice(0, 60)}".\n\n${usage()}`)
    return 2
  }
  const result = (await throughServer(config, args)) ?? (await onDatabase(config, args))
  if (result.code === 0) print(result.output)
  else complain(result.output)
  return result.code
}

const throughServer = (config: Config, args: readonly string[]): Promise<CommandResult | null> =>
  config.database.kind === 'pglite' ? askControl(controlSocketOf(config.database.folder), args) : Promise.resolve(null)

const onDatabase = async (config: Config, args: readonly string[]): Promise<CommandResult> => {
  const connection = await openConnection(config.database)
  try {
    const found = await migrationState(connection)
    refuseNewer(found)
    if (found.state === 'behind') {
      throw new PortError('storage', 'misconfigured', 'The database is not migrated yet: run sparkone migrate first.')
    }
    const storage = createStorage({ connection })
    const core = makeCore({ storage, clock: systemClock, ids: createIds(), settings: config.settings, channels: {} })
    return await runDataCommand(core, args)
  } finally {
    await connection.close()
  }
}
