import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../support/project-files.ts'

const compile = (config: string) =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript7/bin/tsc'), '-p', config], {
    cwd: root,
    encoding: 'utf8',
  }).stdout

describe('core compiles in a world without Node and without a browser', () => {
  it('where a planted file misses all that they would offer', () => {
    const complaints = compile('tests/architecture/planted/core/tsconfig.json')
    const missing = [...complaints.matchAll(/ambient\.ts.*Cannot find name '(\w+)'/g)].map(([, name]) => name)
    expect(missing).toEqual('process fetch setTimeout console AbortController document Buffer URL'.split(' '))
    expect(complaints).toMatch(/technology\.ts.*'node:fs'/)
  })
})
