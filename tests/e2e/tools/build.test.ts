import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCheckout } from '../../support/checkout.ts'
import { root } from '../../support/project-files.ts'

describe('make build', () => {
  const checkout = createCheckout()
  const elsewhere = mkdtempSync(join(tmpdir(), 'sparkone-elsewhere-'))

  beforeAll(() => {
    const { status, stderr } = spawnSync('make', ['build'], { cwd: checkout.path, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  })
  afterAll(() => {
    checkout.remove()
    rmSync(elsewhere, { recursive: true, force: true })
  })

  it('makes a server that starts without any installed package but the few it ships', () => {
    cpSync(join(checkout.path, 'dist'), join(elsewhere, 'server'), { recursive: true })
    rmSync(join(elsewhere, 'server/lib'), { recursive: true })
    const shipped = readdirSync(join(elsewhere, 'server/node_modules'))
    expect(shipped).toEqual(['@electric-sql'])
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(elsewhere, 'server/sparkone.mjs'), '--help'], {
      cwd: elsewhere,
      encoding: 'utf8',
      env: { HOME: elsewhere },
    })
    expect(stderr).toBe('')
    expect(stdout).toContain('serve')
    expect(status).toBe(0)
  })

  it('makes modules and types that an embedder imports by their public names alone', () => {
    const embedder = join(elsewhere, 'embedder')
    const installed = join(embedder, 'node_modules/sparkone')
    mkdirSync(installed, { recursive: true })
    cpSync(join(checkout.path, 'package.json'), join(installed, 'package.json'))
    cpSync(join(checkout.path, 'dist'), join(installed, 'dist'), { recursive: true })
    for (const name of readdirSync(join(root, 'node_modules')).filter((it) => !it.startsWith('.'))) {
      symlinkSync(join(root, 'node_modules', name), join(embedder, 'node_modules', name))
    }
    writeFileSync(
      join(embedder, 'index.mts'),
      `import * as core from 'sparkone/core'
       import * as memory from 'sparkone/adapters/memory'
       import * as handlers from 'sparkone/handlers'
       export const names: string[][] = [core, memory, handlers].map((it) => Object.keys(it))
       process.stdout.write(JSON.stringify(names))`,
    )
    writeFileSync(
      join(embedder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: ['node'] },
        files: ['index.mts'],
      }),
    )
    const types = spawnSync(process.execPath, [join(root, 'node_modules/typescript7/bin/tsc'), '-p', embedder], {
      encoding: 'utf8',
    })
    expect(types.stdout).toBe('')
    const { stdout, stderr } = spawnSync(process.execPath, ['index.mts'], { cwd: embedder, encoding: 'utf8' })
    expect(stderr).toBe('')
    const names = JSON.parse(stdout) as string[][]
    expect(names.map((exported) => exported.length > 0)).toEqual([true, true, true])

    const deep = spawnSync(process.execPath, ['-e', "import('sparkone/dist/lib/core/index.js')"], {
      cwd: embedder,
      encoding: 'utf8',
    })
    expect(deep.stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })

  it('names in package.json only what it made', () => {
    const { exports, bin } = JSON.parse(readFileSync(join(checkout.path, 'package.json'), 'utf8')) as {
      exports: Record<string, string | Record<string, string>>
      bin: Record<string, string>
    }
    const paths = [
      ...Object.values(bin),
      ...Object.values(exports).flatMap((it) => (typeof it === 'string' ? it : Object.values(it))),
    ]
    const concrete = paths.map((path) => path.replace('*', 'memory'))
    expect(concrete.filter((path) => !existsSync(join(checkout.path, path)))).toEqual([])
  })
})
