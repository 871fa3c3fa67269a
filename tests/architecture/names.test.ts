import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFiles, read } from '../support/project-files.ts'

// The scripts have the names that the operator's guide gives them; what they source lies in lib, as is the custom there.
const code = () => projectFiles('*.ts', '*.tsx', '*.mjs', '*.sh', ':!ops/verify_backup.sh')
const says_nothing = /^(utils?|helpers?|manager|service|common|shared|misc|lib)$/

describe('file names', () => {
  it('say what is inside: no utils, helpers, manager, service, common or shared', () => {
    const found = projectFiles(':!ops/lib').filter((path) =>
      path.split('/').some((part) => says_nothing.test(part.replace(/\..*$/, ''))),
    )
    expect(found).toEqual([])
  })

  it('are kebab-case', () => {
    const found = code().filter((path) => !/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(basename(path)))
    expect(found).toEqual([])
  })
})

describe('files stay small', () => {
  const longer = (than: number, paths: string[]) =>
    paths
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > than)
      .map(({ path, lines }) => `${path}: ${lines} lines`)

  it('source within 250 lines', () => {
    expect(longer(250, projectFiles('core', 'adapters', 'handlers', 'tools/*.sh', '*.ts', ':!tests'))).toEqual([])
  })

  it('tests within 350 lines', () => {
    expect(longer(350, projectFiles('tests/*.ts'))).toEqual([])
  })
})

describe('modules', () => {
  it('export by name: only tools ask for a default export, and Workers, which start from one', () => {
    const asked = /\.config\.ts$|^tests\/portable\/worker\.ts$/
    const found = code().filter((path) => !asked.test(path) && /^export default\b/m.test(read(path)))
    expect(found).toEqual([])
  })

  it('are never forced into a type through unknown', () => {
    const found = projectFiles('*.ts', '*.tsx').filter((path) => /\bas unknown as\b/.test(read(path)))
    expect(found.filter((path) => path !== 'tests/architecture/names.test.ts')).toEqual([])
  })
})
