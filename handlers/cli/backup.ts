import { resolve } from 'node:path'
import { type DataCommand, onlyWord } from './command.ts'
import { wordsIn } from './words.ts'

/**
 * Writes all the data to a new file, or to one named after the moment in a folder, and proves that it can be read
 * back. A target that ends with a slash is a folder, which is made when it is not there. `onProgress` hears how much is
 * done, from 0 to 1. Rejects with PortError `backup` for a file that cannot be.
 */
export type Backup = (
  target: string | null,
  onProgress: (part: number) => void,
) => Promise<{ readonly file: string; readonly rows: number; readonly tables: number }>

/** The whole path; it keeps the slash that makes it a folder's. */
const targetIn = (cwd: string, said: string): string => `${resolve(cwd, said)}${/[\\/]$/.test(said) ? '/' : ''}`

export const backupCommand: DataCommand = {
  name: 'backup',
  usage: 'backup [file or folder]',
  about: {
    'pt-BR': 'copia todos os dados para um arquivo, também com o servidor no ar',
    en: 'copies all data to a file, also while the server runs',
  },
  run: async (_core, args, { locale, cwd, tell, backup }) => {
    const words = wordsIn(locale)
    const target = args.length === 0 ? null : targetIn(cwd, onlyWord(args, words.oneFile))
    let last = 0
    const { file, rows, tables } = await backup(target, (part) => {
      const tenth = Math.floor(part * 10)
      if (tenth > last) tell(words.writing(tenth * 10))
      last = tenth
    })
    return words.backupDone(file, rows, tables)
  },
}
