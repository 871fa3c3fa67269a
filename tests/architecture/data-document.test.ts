import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COLUMNS } from '../../handlers/cli/exchange/rows.ts'
import { migrationTags, populationPath } from '../support/schemas.ts'

const section = (kind: string): readonly string[] => {
  const document = readFileSync('docs/data.md', 'utf8')
  const [, table = ''] = new RegExp(`^\\| ${kind} +\\|.*\\n((?:\\|.*\\n)+)`, 'm').exec(document) ?? []
  return [...table.matchAll(/^\| `(\w+)`/gm)].map((match) => match[1] ?? '')
}

describe('docs/data.md', () => {
  it.each(['people', 'tasks'] as const)('names every column of %s, and no other', (kind) => {
    expect(section(kind)).toEqual(COLUMNS[kind])
  })
})

describe('CHANGELOG.md', () => {
  it('names every migration, so that operators know what an upgrade does', () => {
    const text = readFileSync('CHANGELOG.md', 'utf8')
    expect(migrationTags().filter((tag) => !text.includes(`\`${tag}\``))).toEqual([])
  })
})

describe('a migration', () => {
  it('after the first two says which code may still run on it, or gives its reason not to', () => {
    const silent = migrationTags()
      .slice(2)
      .filter((tag) => !/^-- (oldest code: \d{4}\b|contract: \S)/.test(readFileSync(`migrations/${tag}.sql`, 'utf8')))
    expect(silent).toEqual([])
  })

  it('that is not the newest has a population of its schema, for upgrades to start from', () => {
    expect(
      migrationTags()
        .slice(0, -1)
        .filter((tag) => !existsSync(populationPath(tag))),
    ).toEqual([])
  })
})
