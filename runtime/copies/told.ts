import { CopyRefusal } from '../../adapters/postgres/index.ts'
import { CommandFailed } from '../../handlers/cli/command.ts'
import { BackupRefusal } from './backup-format.ts'
import type { DataWords } from './words.ts'

/** Runs `work` so that a copy that is not taken is told in words; anything else comes out as thrown. */
export const told = async <T>(words: DataWords, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof CopyRefusal || error instanceof BackupRefusal)) throw error
    throw new CommandFailed(words.refused[error.reason](error.subject))
  }
}

/** Says how far it is, once for each tenth. */
export const inTenths = (say: (percent: number) => void): ((part: number) => void) => {
  let last = 0
  return (part) => {
    const tenth = Math.floor(part * 10)
    if (tenth > last) say(tenth * 10)
    last = Math.max(last, tenth)
  }
}
