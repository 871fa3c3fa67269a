import { existsSync } from 'node:fs'
import { migrationState, refuseNewer, serverClock } from '../../adapters/postgres/index.ts'
import type { DatabaseConfig } from '../../config.ts'
import { PortError } from '../../core/index.ts'
import type { Locale } from '../../core/people/index.ts'
import { askControl, controlSocketOf } from '../control-socket.ts'
import { describeDatabase, openConnection } from '../database.ts'
import { troubleIn } from '../troubles.ts'
import type { Sighting } from './clock.ts'
import type { Finding } from './finding.ts'
import { wordsIn } from './words.ts'

const PATIENCE_MS = 10_000

interface DatabaseFound {
  readonly finding: Finding
  /** null: there is no clock but ours. */
  readonly clock: Sighting | null
}

/** Whether the database can be used and is up to date; an embedded one is never made by asking. */
export const databaseFound = async (config: DatabaseConfig, locale: Locale): Promise<DatabaseFound> => {
  const words = wordsIn(locale)
  const what = describeDatabase(config, locale)
  const say = (status: Finding['status'], found: string, advice: string | null = null): Finding => ({
    check: 'database',
    status,
    name: words.database,
    found,
    advice,
  })
  if (config.kind === 'pglite') {
    if (!existsSync(config.folder)) return alone(say('warning', words.notMade(what), words.startMakesIt))
    // A running server has the folder to itself; that it answers is what can be asked of it.
    if (await isHeld(config.folder, locale)) return alone(say('ok', words.held(what)))
  }
  // One that has answered is up and is the one that was meant: what else is wrong says itself what to do.
  let hasAnswered = false
  try {
    const connection = await openConnection(config)
    try {
      const found = await migrationState(connection)
      hasAnswered = true
      refuseNewer(found)
      const finding =
        found.state === 'behind' ? say('failed', words.behind(what), words.runMigrate) : say('ok', words.current(what))
      if (config.kind === 'pglite') return alone(finding)
      const clock = { at: await serverClock(connection), seen: new Date(), whose: words.theDatabase }
      return { finding, clock }
    } finally {
      await connection.close()
    }
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return alone(
      say('failed', words.databaseDown(what, troubleIn(locale, error)), hasAnswered ? null : words.mendDatabase),
    )
  }
}

const alone = (finding: Finding): DatabaseFound => ({ finding, clock: null })

const isHeld = async (folder: string, locale: Locale): Promise<boolean> => {
  const listener = { tell: (): void => undefined, signal: AbortSignal.timeout(PATIENCE_MS) }
  const request = { args: ['help'], locale, isTerminal: false }
  return (await askControl(controlSocketOf(folder), request, listener).catch(() => null)) !== null
}
