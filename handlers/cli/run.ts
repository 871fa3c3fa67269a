import { type Core, DomainError } from '../../core/index.ts'
import { type DataCommand, isUsageError } from './command.ts'
import { keyCommands } from './keys.ts'
import { peopleCommands } from './people.ts'

export const DATA_COMMANDS: readonly DataCommand[] = [...keyCommands, ...peopleCommands]

/** What a command left: what to print where, and the exit code: 0 done, 1 refused, 2 used wrongly. */
export interface CommandResult {
  readonly code: 0 | 1 | 2
  readonly output: string
}

export const findDataCommand = (args: readonly string[]): DataCommand | undefined =>
  DATA_COMMANDS.find(({ name }) => name === args.slice(0, 2).join(' '))

/** Runs one data command and turns every refusal into words. Anything else is a bug and comes out as thrown. */
export const runDataCommand = async (core: Core, args: readonly string[]): Promise<CommandResult> => {
  const command = findDataCommand(args)
  if (command === undefined) return { code: 2, output: `There is no such command. Try: sparkone help` }
  if (args.includes('--help') || args.includes('-h')) {
    return { code: 0, output: `Usage: sparkone ${command.usage}\n${command.about}` }
  }
  try {
    return { code: 0, output: await command.run(core, args.slice(2)) }
  } catch (error) {
    if (isUsageError(error)) {
      return { code: 2, output: `${error.message}\nUsage: sparkone ${command.usage}` }
    }
    if (!(error instanceof DomainError)) throw error
    const details = error.problems.map(({ pointer, detail }) => `  ${pointer}: ${detail}`)
    return { code: 1, output: [error.message, ...details].join('\n') }
  }
}
