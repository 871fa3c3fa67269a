import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const named = (folder: string, ending: string): string[] =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .toSorted()

it('every bats file is run by a test file of its name', () => {
  expect(named('.', '.bats').length).toBeGreaterThan(0)
  expect(named('bats', '.test.ts')).toEqual(named('.', '.bats'))
})
