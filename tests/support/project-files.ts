import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** The files of the project that match a git pathspec: known to git or new, never ignored or deleted ones. */
export const projectFiles = (...patterns: string[]): string[] => {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\n')
    .filter((path) => path !== '' && !path.startsWith('tests/architecture/planted/') && existsSync(join(root, path)))
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')
