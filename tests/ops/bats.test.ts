import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

// The scripts of ops/ are tested in their own language; this file lists each bats case as a test of the whole run.
const folder = import.meta.dirname
const bats = join(folder, '../../node_modules/bats/bin/bats')
const files = readdirSync(folder).filter((name) => name.endsWith('.bats'))
const MINUTES = 60_000

describe.each(files)('%s', (file) => {
  const names = [...readFileSync(join(folder, file), 'utf8').matchAll(/^@test "(.+)" \{$/gm)].map(([, name]) => name)
  let results = new Map<string, string>()

  beforeAll(() => {
    const run = spawnSync(bats, ['--formatter', 'tap', join(folder, file)], { encoding: 'utf8', timeout: 9 * MINUTES })
    results = resultsOf(`${run.stdout}\n${run.stderr}`)
  }, 10 * MINUTES)

  it.each(names)('%s', (name) => {
    expect(results.get(name ?? '') ?? 'did not run').toBe('ok')
  })
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

it('finds the bats files', () => {
  expect(files.length).toBeGreaterThan(0)
})
