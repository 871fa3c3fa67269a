import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const installed = join(root, 'node_modules')

/** A bare machine: a copy of the scripts, and a PATH with the basic tools of any system, a Node and an npm we choose. */
describe('the first run on a bare machine', () => {
  let machine = ''
  let bin = ''

  beforeEach(() => {
    machine = mkdtempSync(join(tmpdir(), 'sparkone-bare-'))
    bin = join(machine, 'bin')
    mkdirSync(bin)
    for (const name of 'sh dirname uname mktemp date rm cat tail grep awk id cmp cp du env sleep'.split(' ')) {
      const found = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
      if (found.startsWith('/')) symlinkSync(found, join(bin, name))
    }
    for (const path of ['tools', 'package.json', 'package-lock.json', '.npmrc']) {
      cpSync(join(root, path), join(machine, path), {
        recursive: true,
        filter: (source) => !source.includes('node_modules'),
      })
    }
  })
  afterEach(() => {
    for (const folder of [machine, join(machine, 'tools/node')]) chmodSync(folder, 0o755)
    rmSync(machine, { recursive: true, force: true })
  })

  const program = (name: string, script: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }
  /** A Node that answers every question about its age as that version would. */
  const nodeOfVersion = (major: number) =>
    program(
      'node',
      `case "$1 $2" in
      --version*) echo v${major}.0.0 ;;
      "-e "*">= 24"*) exit ${major >= 24 ? 0 : 1} ;;
      "-e "*">= 20"*) exit ${major >= 20 ? 0 : 1} ;;
      *) exec ${JSON.stringify(process.execPath)} "$@" ;;
      esac`,
    )
  const run = (script: string, args: readonly string[] = [], identity: { uid?: number; gid?: number } = {}) => {
    const { status, stdout, stderr } = spawnSync(join(bin, 'sh'), [join(machine, script), ...args], {
      encoding: 'utf8',
      env: { PATH: bin, TMPDIR: machine, HOME: machine },
      cwd: machine,
      ...identity,
    })
    return { status, stdout, stderr }
  }

  it('asks for Node when there is none', () => {
    const { status, stderr } = run('tools/node/ensure.sh')
    expect(status).toBe(1)
    expect(stderr).toContain('Node.js was not found')
    expect(stderr).toContain('Install Node 24 or newer')
  })

  it('asks for a newer Node when the one here cannot even run npm', () => {
    nodeOfVersion(18)
    const { status, stderr } = run('tools/node/ensure.sh')
    expect(status).toBe(1)
    expect(stderr).toContain('too old')
  })

  it('uses the installed Node when it fits, and installs nothing', () => {
    nodeOfVersion(24)
    program('npm', 'echo npm must not run >&2; exit 1')
    expect(run('tools/node/ensure.sh')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('asks for npm when there is none', () => {
    nodeOfVersion(20)
    const { status, stderr } = run('tools/node/ensure.sh')
    expect(status).toBe(1)
    expect(stderr).toContain('npm was not found')
  })

  it('says that the network is missing, also when npm skips an optional package and calls it a success', () => {
    nodeOfVersion(20)
    program('npm', 'echo "npm http fetch GET attempt 3 failed with ENOTFOUND"; exit 0')
    const { status, stderr } = run('tools/node/ensure.sh')
    expect(status).toBe(1)
    expect(stderr).toContain('could not reach its registry')
    expect(stderr).toContain('npm config set proxy')
  })

  it.each([
    ['EACCES: permission denied', 'could not write'],
    ['ENOSPC: no space left on device', 'The disk is full'],
    ['code EUSAGE', 'do not agree'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['something new', 'could not install'],
  ])('explains "%s" of npm', (words, explanation) => {
    nodeOfVersion(24)
    program('npm', `echo "npm error ${words}" >&2; exit 1`)
    const { status, stderr } = run('tools/setup.sh')
    expect(status).toBe(1)
    expect(stderr).toContain(explanation)
  })

  it('installs the pinned Node once, tells each step in a plain line, and then finds it', () => {
    nodeOfVersion(20)
    program(
      'npm',
      `test -d node_modules && exit 9
       ${JSON.stringify(process.execPath)} -e 'fs.mkdirSync("node_modules/.bin", { recursive: true })'
       cp ${JSON.stringify(process.execPath)} node_modules/.bin/node`,
    )
    const first = run('tools/node/ensure.sh')
    expect(first).toMatchObject({ status: 0, stdout: `${machine}/tools/node/node_modules/.bin\n` })
    expect(first.stderr).toMatch(/^Installing a current Node .* …\n.*: done in \d+ s\n$/)
    expect(run('tools/node/ensure.sh')).toEqual({ ...first, stderr: '' })
  })

  it('runs a command with the Node it found', () => {
    nodeOfVersion(24)
    const { stdout } = run('tools/with-node.sh', ['node', '--version'])
    expect(stdout).toBe('v24.0.0\n')
  })

  it('asks npm for what the lockfile names only where that is missing', () => {
    nodeOfVersion(24)
    program('npm', 'echo "$@" >> asked; exit 1')
    run('tools/setup.sh')
    expect(readFileSync(join(machine, 'asked'), 'utf8')).toContain('ci --ignore-scripts')

    mkdirSync(join(machine, 'node_modules'))
    cpSync(join(installed, '.package-lock.json'), join(machine, 'node_modules/.package-lock.json'))
    rmSync(join(machine, 'asked'))
    expect(run('tools/setup.sh')).toMatchObject({ status: 0, stderr: '' })
    expect(run('tools/setup.sh', ['run'])).toMatchObject({ status: 0, stderr: '' })
  })

  it('installs for a run only what SparkOne itself needs, and for development the rest', () => {
    nodeOfVersion(24)
    program('npm', 'echo "$@" >> asked; exit 1')
    run('tools/setup.sh', ['run'])
    expect(readFileSync(join(machine, 'asked'), 'utf8')).toMatch(/^ci .*--omit=dev$/m)

    const { packages } = JSON.parse(readFileSync(join(installed, '.package-lock.json'), 'utf8'))
    const forRun = Object.fromEntries(Object.entries<{ dev?: boolean }>(packages).filter(([, { dev }]) => dev !== true))
    mkdirSync(join(machine, 'node_modules'))
    writeFileSync(join(machine, 'node_modules/.package-lock.json'), JSON.stringify({ packages: forRun }))
    rmSync(join(machine, 'asked'))
    expect(run('tools/setup.sh', ['run'])).toMatchObject({ status: 0, stderr: '' })
    expect(run('tools/setup.sh').status).toBe(1)
    expect(readFileSync(join(machine, 'asked'), 'utf8')).not.toContain('--omit=dev')
  })

  it('says that a folder is read-only, and what to do', () => {
    nodeOfVersion(24)
    program('npm', 'exit 1')
    chmodSync(machine, 0o555)
    // Root may write everywhere, so it runs this as nobody.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const { status, stderr } = run('tools/setup.sh', [], nobody)
    expect(status).toBe(1)
    expect(stderr).toContain('is read-only')
    expect(stderr).toContain('copy the project to a folder of your own')
  })
})
