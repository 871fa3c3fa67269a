import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { brief, titles } from '../../examples/embedded.ts'
import type { Check } from '../portable/scenario.ts'

const run = promisify(execFile)

/** The native program of Bun's own package for this machine: the `bun` package would need an install script. */
const bunProgram = (): string => {
  const arch = process.arch === 'arm64' ? 'aarch64' : 'x64'
  const manifest = createRequire(import.meta.url).resolve(`@oven/bun-${process.platform}-${arch}/package.json`)
  return join(manifest, '../bin/bun')
}

let folder: string
const bundled = (name: string): string => join(folder, `${name}.mjs`)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sparkone-portable-'))
  await build({
    entryPoints: ['tests/portable/main.ts', 'tests/portable/worker.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    // Nothing of a runtime may be imported: an import of node: would fail this build.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'worker'],
    logLevel: 'silent',
  })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const failures = (checks: readonly Check[]): readonly string[] => {
  expect(checks.length).toBeGreaterThan(5)
  return checks.flatMap(({ name, wrong }) => (wrong === null ? [] : [`${name}: ${wrong}`]))
}

describe('the core with memory adapters and the HTTP app', () => {
  it('runs on Node', async () => {
    const { stdout } = await run(process.execPath, [bundled('main')])
    expect(failures(JSON.parse(stdout))).toEqual([])
  })

  it('runs on Bun', async () => {
    const { stdout } = await run(bunProgram(), [bundled('main')])
    expect(failures(JSON.parse(stdout))).toEqual([])
  })

  it('runs on workerd, which has nothing of Node', async () => {
    const worker = new Miniflare({
      modules: true,
      modulesRoot: folder,
      scriptPath: bundled('worker'),
      compatibilityDate: '2026-07-01',
    })
    try {
      const response = await worker.dispatchFetch('http://sparkone.test/')
      expect(failures((await response.json()) as readonly Check[])).toEqual([])
    } finally {
      await worker.dispose()
    }
  })

  it('is embedded by the example, which does the main job in under 30 lines', async () => {
    expect(titles).toEqual(['pagar boleto · 10:00'])
    expect(brief).toContain('pagar boleto')
    const { readFileSync } = await import('node:fs')
    expect(readFileSync('examples/embedded.ts', 'utf8').split('\n').length).toBeLessThanOrEqual(30)
  })
})
