import type { CommandContext } from '../../handlers/cli/command.ts'

/** A command's surroundings: nobody at a terminal, nothing configured, in Portuguese and in São Paulo. */
export const commandContext = (given: Partial<CommandContext> = {}): CommandContext => ({
  locale: 'pt-BR',
  timeZone: 'America/Sao_Paulo',
  isTerminal: false,
  tell: () => undefined,
  signal: new AbortController().signal,
  cwd: process.cwd(),
  backup: () => Promise.reject(new Error('Nothing to back up.')),
  jobs: { depth: () => Promise.resolve([]), redrive: () => Promise.resolve(0) },
  publicUrl: null,
  signInLink: () => Promise.reject(new Error('No console.')),
  pairing: null,
  ...given,
})
