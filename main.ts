import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { createLog, type Log } from './adapters/pino/log.ts'
import { localeOf } from './config/locale.ts'
import { type Config, ConfigError, loadConfig } from './config.ts'
import { DomainError, PortError } from './core/index.ts'
import { CommandFailed, isUsageError, misuse, noWords } from './handlers/cli/command.ts'
import { linkUrl } from './runtime/accounts.ts'
import { banner } from './runtime/banner.ts'
import { moveCommand } from './runtime/copies/move-command.ts'
import { restoreCommand } from './runtime/copies/restore-command.ts'
import { doctor, isJson } from './runtime/doctor/doctor.ts'
import { helpFor, usage } from './runtime/help.ts'
import { migrateOnly } from './runtime/migrate-only.ts'
import { mirrorSetupCommand } from './runtime/mirror-setup.ts'
import { warnOfOwnNumber } from './runtime/own-number.ts'
import { type Made, type ProcessRole, startProcess } from './runtime/process.ts'
import { runDataCommandAnywhere } from './runtime/run-command.ts'
import { troubleIn } from './runtime/troubles.ts'
import { understandCommand } from './runtime/understand.ts'
import { COMMIT, VERSION } from './runtime/version.ts'
import { hasWebhookSecret } from './runtime/webhook-gate.ts'
import { wordsIn } from './runtime/words.ts'

const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
const complain = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

// Who reads may stop (`| head`): the end is that of SIGPIPE, which Node ignores, and no trace.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(141)
  })
}

const locale = localeOf(process.env)
const words = wordsIn(locale)

const readFile = (path: string): string => readFileSync(path, 'utf8')
const configured = (): Config => loadConfig(process.env, readFile)

const logFor = (config: Config, role: string): Log =>
  createLog({ level: config.logLevel, service: { service: 'sparkone', version: VERSION, role } })

/** Runs until it is told to stop: the first signal ends it in order, the second at once. */
const run = async (role: ProcessRole): Promise<number> => {
  const config = configured()
  const log = logFor(config, role)
  // Where API and worker share a machine, whoever waits for an answer goes first.
  if (role === 'work') setPriority(10)
  // From the first moment on: a signal that comes during the start ends it as soon as it is over.
  const told = signalled()
  // Containers never migrate by themselves; one process on its own embedded database, or on a desk, does.
  const migrates = role === 'both' && (config.database.kind === 'pglite' || config.environment === 'development')
  const tell = ({ firstKey, firstLink }: Made): void => {
    if (firstKey !== null) print(words.firstKey(firstKey))
    if (firstLink !== null) print(words.firstLink(linkUrl(config, firstLink)))
  }
  const running = await startProcess(config, log, { role, migrates, onLateKey: tell })
  if (running.port !== null && config.environment === 'development') {
    // A database that does not answer yet says nothing against it.
    const known = await hasWebhookSecret(config.webhookSecret, running.sparkone.core.access).catch(() => true)
    const { port, firstKey, firstLink } = running
    print(banner(config, { port, firstKey, firstLink, version: VERSION, hasWebhookSecret: known }))
  } else {
    tell(running)
  }
  log.info({ port: running.port }, 'started')
  if (role !== 'work') void warnOfOwnNumber(config, log)

  await told
  log.info({}, 'stopping')
  await running.stop()
  log.info({}, 'stopped')
  // All that matters has ended: what is left, such as a send past its grace, must not keep the process.
  process.exit(0)
}

const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
    }
  })

/** How a person at the terminal is asked; null where nobody is. */
const questions = (): ((question: string) => Promise<string>) | null => {
  if (process.stdin.isTTY !== true || process.stdout.isTTY !== true) return null
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout })
    try {
      return await lines.question(question)
    } finally {
      lines.close()
    }
  }
}

/** What is said after a command that takes nothing is a mistake, and never left out. */
const nothingAfter = (args: readonly string[]): void => noWords(args.slice(1), { locale })

const command = async (args: readonly string[]): Promise<number> => {
  const help = helpFor(args, locale)
  if (help !== null) {
    print(help)
    return 0
  }
  switch (args[0]) {
    case undefined:
      return run('both')
    case 'serve':
    case 'work':
      nothingAfter(args)
      return run(args[0])
    case 'migrate':
      nothingAfter(args)
      return migrateOnly(configured(), locale, print)
    case 'doctor':
      return doctor(configured, { env: process.env, locale, print, isJson: isJson(args.slice(1)), version: VERSION })
    case 'restore':
      return restoreCommand(configured().database, args.slice(1), { locale, print, ask: questions() })
    case 'move':
      return moveCommand(configured().database, args.slice(1), { locale, print })
    case 'mirror':
      if (args[1] === 'setup') return mirrorSetupCommand(args.slice(2), { env: process.env, readFile }, locale, print)
      return dataCommand(args)
    case 'understand':
      return understandCommand(args.slice(1), locale, print)
    case 'help':
    case '--help':
    case '-h':
      print(usage(locale))
      return 0
    case 'version':
    case '--version':
      nothingAfter(args)
      print(`${VERSION} (commit ${COMMIT})`)
      return 0
    default:
      return dataCommand(args)
  }
}

const dataCommand = (args: readonly string[]): Promise<number> =>
  runDataCommandAnywhere(
    configured(),
    { args: [...args], locale, isTerminal: process.stdout.isTTY === true, cwd: process.cwd() },
    { print, complain },
  )

try {
  process.exitCode = await command(process.argv.slice(2))
} catch (error) {
  // What a person can mend is told in words; anything else is a bug and shows where it happened.
  const isTold = error instanceof CommandFailed || error instanceof ConfigError || error instanceof DomainError
  if (error instanceof PortError) complain(troubleIn(locale, error))
  else if (isUsageError(error)) complain(misuse(error, locale))
  else complain(isTold ? error.message : error instanceof Error ? (error.stack ?? error.message) : words.unknownError)
  process.exitCode = isUsageError(error) ? 2 : 1
}
