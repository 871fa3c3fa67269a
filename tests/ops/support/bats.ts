import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '..')
const bats = join(folder, '../../node_modules/bats/bin/bats')
const MINUTES = 60_000

/**
 * Runs one file of bats cases, in which the scripts of ops/ are tested in their own language, and lists each case as a
 * test of the whole run. Each of these files is a test file of its own, so that they run beside others.
 */
export const describeBats = (file: string): void => {
  describe(file, () => {
    const names = [...readFileSync(join(folder, file), 'utf8').matchAll(/^@test "(.+)" \{$/gm)].map(([, name]) => name)
    let results = new Map<string, string>()

    beforeAll(async () => {
      results = resultsOf(await outputOf(join(folder, file)))
    }, 10 * MINUTES)

    it.each(names)('%s', (name) => {
      expect(results.get(name ?? '') ?? 'did not run').toBe('ok')
    })
  })
}

/** All that bats says; a case that failed is one of its lines, and no error here. */
const outputOf = (path: string): Promise<string> =>
  new Promise((resolve) => {
    const options = { timeout: 9 * MINUTES, maxBuffer: 64 * 1024 * 1024 }
    execFile(bats, ['--formatter', 'tap', path], options, (_, stdout, stderr) => resolve(`${stdout}\n${stderr}`))
  })

/** What each case came to: `ok`, or the lines bats printed for it. */
const resultsOf = (tap: string): Map<string, string> => {
  const results = new Map<string, string>()
  for (const block of tap.split(/^(?=(?:not )?ok \d+ )/m)) {
    const [, verdict, name] = /^((?:not )?ok) \d+ (.*)$/m.exec(block) ?? []
    if (name !== undefined) results.set(name, verdict === 'ok' ? 'ok' : block)
  }
  return results
}
