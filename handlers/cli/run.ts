import { type Core, DomainError } from '../../core/index.ts'
import { backupCommand } from './backup.ts'
import { type CommandContext, CommandFailed, type DataCommand, isUsageError, misuse } from './command.ts'
import { exportCommand } from './exchange/export.ts'
import { importCommand } from './exchange/import.ts'
import { jobCommands } from './jobs.ts'
import { keyCommands } from './keys.ts'
import { mirrorCommands } from './mirror/index.ts'
import { notifyTest } from './notify-test.ts'
import { peopleCommands } from './people.ts'
import { sayCommand } from './say.ts'
import { webLink } from './web-link.ts'
import { whatsappConnect } from './whatsapp-connect.ts'
import { wordsIn } from './words.ts'

export const DATA_COMMANDS: readonly DataCommand[] = [
  sayCommand,
  ...keyCommands,
  ...peopleCommands,
  webLink,
  ...jobCommands,
  notifyTest,
  whatsappConnect,
  ...mirrorCommands,
  backupCommand,
  exportCommand,
  importCommand,
]

/** What a command left: what to print where, and the exit code: 0 done, 1 refused, 2 used wrongly. */
export interface CommandResult {
  readonly code: 0 | 1 | 2
  readonly output: string
}

export const findDataCommand = (args: readonly string[]): DataCommand | undefined =>
  DATA_COMMANDS.find(({ name }) => name === args.slice(0, lengthOf(name)).join(' '))

/** How many words a command's name has. */
const lengthOf = (name: string): number => name.split(' ').length

/** The commands that begin with this one word, such as `people`. */
export const commandsUnder = (word: string): readonly DataCommand[] =>
  DATA_COMMANDS.filter(({ name }) => name.startsWith(`${word} `))

/** Runs one data command and turns every refusal into words. Anything else is a bug and comes out as thrown. */
export const runDataCommand = async (
  core: Core,
  args: readonly string[],
  context: CommandContext,
): Promise<CommandResult> => {
  const { locale, signal } = context
  const words = wordsIn(locale)
  const command = findDataCommand(args)
  if (command === undefined) return { code: 2, output: words.noSuchCommand }
  const usage = `${words.usage}: sparkone ${command.usage}`
  if (args.includes('--help') || args.includes('-h')) return { code: 0, output: `${usage}\n${command.about[locale]}` }
  try {
    return { code: 0, output: await command.run(core, args.slice(lengthOf(command.name)), context) }
  } catch (error) {
    if (isUsageError(error)) return { code: 2, output: `${misuse(error, locale)}\n${usage}` }
    if (error instanceof CommandFailed) return { code: 1, output: error.message }
    if (signal.aborted) return { code: 1, output: words.interrupted }
    if (!(error instanceof DomainError)) throw error
    const details = error.problems.map(({ pointer, detail }) => `  ${pointer}: ${words.details[detail] ?? detail}`)
    return { code: 1, output: [words.refusal?.[error.code] ?? error.message, ...details].join('\n') }
  }
}
