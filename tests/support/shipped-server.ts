import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project-files.ts'
import { temporaryFolder } from './tethered.ts'

/**
 * Global set-up of what starts processes: builds the server as it ships, once a run, and says where in TEST_PROGRAM. It
 * starts in a third of the time that the sources take, and it is what people run.
 */
export const setup = (): (() => void) | undefined => {
  if (process.env.TEST_PROGRAM !== undefined) return undefined
  const folder = temporaryFolder('server')
  execFileSync(process.execPath, [join(root, 'tools/build.ts'), folder], { cwd: root, stdio: 'inherit' })
  process.env.TEST_PROGRAM = join(folder, 'sparkone.mjs')
  return () => rmSync(folder, { recursive: true, force: true })
}
