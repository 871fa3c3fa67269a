import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import architecture, { anywhereOutsideCore, sdks } from '../../dependency-cruiser.config.ts'
import { projectFiles, read, root } from '../support/project-files.ts'

interface Cruise {
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string }
      readonly from: string
      readonly to: string
    }[]
  }
  readonly modules: readonly { readonly source: string }[]
}

const cruise = (base: string): Cruise => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', 'dependency-cruiser.config.ts', '--output-type', 'json'],
      ...(base === '' ? ['--exclude', '^tests/architecture/planted/'] : []),
      ...(base === '' ? sources() : [base]),
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ARCHITECTURE_ROOT: base } },
  )
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

/** Every folder and file at the top that holds code. */
const sources = () => [...new Set(projectFiles('*.ts', '*.tsx').map((path) => path.split('/')[0] ?? ''))]

describe('the dependency rule', () => {
  it('holds for the whole project, and sees all of it', () => {
    const { summary, modules } = cruise('')
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
    const own = modules.filter(({ source }) =>
      /^(core|adapters|handlers|config|runtime)\/|^(main|config)\.ts$/.test(source),
    )
    expect(own.length).toBeGreaterThan(60)
  })

  it('reports a planted violation of every rule it has', () => {
    const reported = new Set(cruise('tests/architecture/planted').summary.violations.map(({ rule }) => rule.name))
    expect([...reported].sort()).toEqual(architecture.forbidden.map(({ name }) => name).sort())
  })

  it('gives every production package one home', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const homeless = Object.keys(dependencies).filter((name) => !(name in sdks) && !anywhereOutsideCore.includes(name))
    expect(homeless).toEqual([])
  })
})
