import { type Connection, migrationState, refuseNewer } from '../adapters/postgres/index.ts'
import type { Config } from '../config.ts'
import { PortError } from '../core/index.ts'
import { silent } from '../core/kernel/observer.ts'
import type { Probe } from '../handlers/http/index.ts'
import { askControl, controlSocketOf } from './control-socket.ts'
import { describeDatabase, openConnection } from './database.ts'
import { openCache, openOutside } from './outside.ts'

const PING = { args: ['help'], locale: 'en' as const, isTerminal: false }
const DEAF = { tell: (): void => undefined, signal: AbortSignal.timeout(10_000) }
const MARK = { ok: '✓', disabled: '–', unavailable: '✗' } as const

/** The command `doctor`: asks everything the configuration names one real question. 1 when something is wrong. */
export const doctor = async (config: Config, print: (text: string) => void): Promise<number> => {
  let isWell = true
  const report = (name: string, { status, detail }: Pick<Probe, 'status' | 'detail'>): void => {
    isWell &&= status !== 'unavailable'
    print(`${MARK[status]} ${name}: ${detail}`)
  }
  print('✓ Configuration: complete')
  report(describeDatabase(config.database, config.settings.locale), await databaseOf(config))
  const cache = await openCache(config.redis, silent)
  report('Redis', await cache.probe())
  await cache.close()
  const outside = openOutside(config)
  report('WhatsApp', await outside.evolution())
  report('E-mail', await outside.smtp())
  for (const advice of advices(config)) print(`! ${advice}`)
  return isWell ? 0 : 1
}

const databaseOf = async (config: Config): Promise<Pick<Probe, 'status' | 'detail'>> => {
  const { database } = config
  // A running server has the folder to itself; that it answers is what can be asked of it.
  if (database.kind === 'pglite' && (await askControl(controlSocketOf(database.folder), PING, DEAF)) !== null) {
    return { status: 'ok', detail: 'the running SparkOne has it and answers' }
  }
  try {
    const connection = await openConnection(database)
    try {
      return await stateOf(connection)
    } finally {
      await connection.close()
    }
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    return { status: 'unavailable', detail: error.message }
  }
}

const stateOf = async (connection: Connection): Promise<Pick<Probe, 'status' | 'detail'>> => {
  const found = await migrationState(connection)
  refuseNewer(found)
  return found.state === 'behind'
    ? { status: 'unavailable', detail: 'answers, but is not migrated: run sparkone migrate' }
    : { status: 'ok', detail: 'answers and is up to date' }
}

const advices = (config: Config): readonly string[] => [
  ...(config.whatsapp !== null && config.webhookSecret === null
    ? ['EVOLUTION_WEBHOOK_SECRET is not set: inbound WhatsApp is refused.']
    : []),
  ...(config.whatsapp !== null && config.email === null
    ? ['E-mail is not configured: what WhatsApp does not confirm stays in the inbox alone.']
    : []),
  ...(config.whatsapp !== null
    ? ["The instance needs a WhatsApp number of its own: an operator's own number cannot write to itself."]
    : []),
]
