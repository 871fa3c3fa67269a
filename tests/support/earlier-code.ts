import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { oldestCodeOf } from '../../adapters/postgres/compatibility.ts'
import { read, root } from './project-files.ts'
import { migrationTags } from './schemas.ts'
import { temporaryFolder } from './tethered.ts'

export interface EarlierCode {
  /** What starts it, built as it was built then. */
  readonly program: string
  remove(): void
}

/** A commit of this repository whose code people may still run, and the newest migration that it knows. */
export interface Commit {
  readonly commit: string
  readonly newest: string
}

const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' })

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
}

/** Why its code cannot be built here; null: it can. */
export const whyNot = ({ commit }: Commit): string | null => {
  if (git('cat-file', '-e', `${commit}^{commit}`).status !== 0) return 'this clone does not reach back to its commit'
  const then: Manifest = JSON.parse(git('show', `${commit}:package.json`).stdout)
  const now: Manifest = JSON.parse(read('package.json'))
  const others = Object.entries(then.dependencies).filter(([name, version]) => now.dependencies[name] !== version)
  return others.length === 0 ? null : `it needs other packages: ${others.map(([name]) => name).join(', ')}`
}

/** Builds the code of a commit with the packages of today. */
export const buildEarlier = ({ commit }: Commit): EarlierCode => {
  const folder = temporaryFolder('earlier')
  const source = join(folder, 'source')
  mkdirSync(source)
  execFileSync('/bin/sh', ['-c', 'git archive "$1" | tar -xf - -C "$2"', 'sh', commit, source], { cwd: root })
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'))
  execFileSync(process.execPath, [join(source, 'tools/build.ts'), join(folder, 'built')], { cwd: source })
  return {
    program: join(folder, 'built/sparkone.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Whether the migrations since then let code of its schema run on. */
export const mayRunOn = ({ newest }: Commit): boolean =>
  migrationTags().indexOf(newest) + 1 >= oldestCodeOf(join(root, 'migrations'))
