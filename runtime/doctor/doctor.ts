import { parseArgs } from 'node:util'
import { createWhatsAppInstance } from '../../adapters/evolution/index.ts'
import { type Config, ConfigError } from '../../config.ts'
import type { Locale } from '../../core/people/index.ts'
import { openInterpreters } from '../interpreters.ts'
import { openOutside } from '../outside.ts'
import { backupFound } from './backup.ts'
import { clockFound } from './clock.ts'
import { consoleFound, providerFound } from './console.ts'
import { databaseFound } from './database.ts'
import { diskFound } from './disk.ts'
import { type Finding, shown } from './finding.ts'
import { formerNames } from './former-names.ts'
import { agnoFound, modelFound } from './interpreters.ts'
import { mirrorsFound } from './mirrors.ts'
import { emailFound, publicUrlFound, redisFound } from './outside.ts'
import { webhookFound } from './webhook.ts'
import { numberFound, whatsappFound } from './whatsapp.ts'
import { type Words, wordsIn } from './words.ts'

const CALL_MS = 5000

type Environment = Readonly<Record<string, string | undefined>>

export interface DoctorOptions {
  readonly env: Environment
  readonly locale: Locale
  readonly print: (text: string) => void
  /** One JSON document instead of words as they come. */
  readonly isJson: boolean
  readonly version: string
}

/** What was said after `doctor`. Throws, as a usage error, for anything but `--json`. */
export const isJson = (args: readonly string[]): boolean =>
  parseArgs({ args: [...args], options: { json: { type: 'boolean' } } }).values.json === true

/**
 * The command `doctor`: asks everything the configuration names one real question, and says in plain words what to do.
 * 1 when something is wrong; what merely ought to be seen to is no failure. Nothing is changed, nothing is sent.
 */
export const doctor = async (load: () => Config, options: DoctorOptions): Promise<number> => {
  const { env, locale, print, isJson, version } = options
  const words = wordsIn(locale)
  const findings: Finding[] = []
  for await (const finding of examine(load, env, locale)) {
    findings.push(finding)
    if (!isJson) print(shown(finding))
  }
  const count = (wanted: Finding['status']): number =>
    findings.reduce((sum, { status, problems }) => sum + (status === wanted ? (problems?.length ?? 1) : 0), 0)
  const failed = count('failed')
  if (isJson) print(JSON.stringify({ ok: failed === 0, version, checks: findings }, null, 2))
  else print(`\n${conclusion(failed, count('warning'), words)}`)
  return failed === 0 ? 0 : 1
}

const conclusion = (failed: number, warned: number, words: Words): string => {
  if (failed > 0) return words.unwell(failed)
  return warned > 0 ? words.warned(warned) : words.well
}

async function* examine(load: () => Config, env: Environment, locale: Locale): AsyncGenerator<Finding> {
  const words = wordsIn(locale)
  const configuration = { check: 'configuration', name: words.configuration }
  let config: Config
  try {
    config = load()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const { problems } = error
    yield { ...configuration, status: 'failed', found: words.problems(problems.length), advice: words.mend, problems }
    yield* formerNames(env, words)
    return
  }
  yield { ...configuration, status: 'ok', found: words.complete, advice: null }
  yield* formerNames(env, words)

  const { finding, clock: databaseClock } = await databaseFound(config.database, locale)
  yield finding
  yield await redisFound(config.redis, words)
  const outside = openOutside(config)
  const whatsapp = await outside.evolution()
  yield whatsappFound(whatsapp, words)
  const instance = config.whatsapp === null ? null : createWhatsAppInstance({ ...config.whatsapp, timeoutMs: CALL_MS })
  if (instance !== null) {
    yield await numberFound(instance, config.operatorNumbers, words)
    yield await webhookFound(instance, config, words)
  }
  yield emailFound(await outside.smtp(), config, words)
  yield* mirrorsFound(config, locale)
  const interpreters = openInterpreters(config)
  yield agnoFound(await interpreters.agno(), await interpreters.isOpenToAll(), words)
  yield modelFound(await interpreters.openai(), words)
  yield await publicUrlFound(config, words)
  yield consoleFound(config, words)
  yield await providerFound(config, words)
  const gatewayClock = instance?.clock() ?? null
  const sightings = [databaseClock, gatewayClock === null ? null : { ...gatewayClock, whose: words.theGateway }]
  yield clockFound(sightings, words)
  yield await backupFound(config, env, words)
  yield await diskFound(config, words)
}
