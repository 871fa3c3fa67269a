import { userInfo } from 'node:os'
import type { TestProject } from 'vitest/node'
import { fromDebian } from './debian.ts'
import {
  installedPostgres,
  packagedPostgres,
  probePostgres,
  type RunningServer,
  startPostgres,
} from './postgres-server.ts'
import { installedRedis, probeRedis, startRedis } from './redis-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
    postgres18Url: string
    redisUrl: string
  }
}

const say = (line: string) => process.stderr.write(`${line}\n`)
const place = (url: string) => new URL(url).host

/** A service under test: where it answers, and how to stop it when we started it. */
interface Found {
  readonly url: string
  readonly stop?: () => Promise<void>
}

const reuse = async (name: string, url: string, probe: (url: string) => Promise<{ version: string } | undefined>) => {
  const answer = await probe(url)
  if (answer === undefined) return undefined
  say(`${name} ${answer.version} at ${place(url)}: using it`)
  return { url }
}

const started = (name: string, server: RunningServer): Found => {
  say(`${name} ${server.version} at ${place(server.url)}: started for this run`)
  return server
}

const named = async (name: string, variable: string, probe: typeof probeRedis): Promise<Found | undefined> => {
  const url = process.env[variable]
  if (!url) return undefined
  if (await probe(url)) return { url }
  // Never the URL itself: it may hold a password.
  throw new Error(`${variable} is set, but ${name} with what the tests need does not answer there.`)
}

const findPostgres = async (): Promise<Found> => {
  const given = await named('PostgreSQL', 'TEST_DATABASE_URL', probePostgres)
  if (given) return given
  for (const user of new Set([userInfo().username, 'postgres', 'postgres:postgres'])) {
    const found = await reuse('PostgreSQL', `postgres://${user}@127.0.0.1:5432/postgres`, probePostgres)
    if (found) return found
  }
  let bin = installedPostgres() ?? packagedPostgres()
  if (bin === undefined) {
    fromDebian('PostgreSQL', ['postgresql'])
    bin = installedPostgres()
  }
  if (bin === undefined) {
    throw new Error(
      'The tests need PostgreSQL 15 or newer and found none. Set TEST_DATABASE_URL to one whose role may create ' +
        'databases, or install it (Debian: apt-get install postgresql; macOS: brew install postgresql@18).',
    )
  }
  return started('PostgreSQL', await startPostgres(bin))
}

const findPostgres18 = async (): Promise<Found> => {
  const given = await named('PostgreSQL 18', 'TEST_POSTGRES18_URL', probePostgres)
  if (given) return given
  const bin = packagedPostgres()
  if (bin === undefined) {
    throw new Error(
      'The tests need PostgreSQL 18 and npm has none for this platform. Set TEST_POSTGRES18_URL to one whose role ' +
        'may create databases.',
    )
  }
  return started('PostgreSQL', await startPostgres(bin, 'postgres18'))
}

const findRedis = async (): Promise<Found> => {
  const given = await named('Redis', 'TEST_REDIS_URL', probeRedis)
  if (given) return given
  const found = await reuse('Redis', 'redis://127.0.0.1:6379', probeRedis)
  if (found) return found
  let binary = installedRedis()
  if (binary === undefined) {
    fromDebian('Redis', ['redis-server'])
    binary = installedRedis()
  }
  if (binary === undefined) {
    throw new Error(
      'The tests need Redis and found none. Set TEST_REDIS_URL, or install it (Debian: apt-get install redis-server; ' +
        'macOS: brew install redis).',
    )
  }
  return started('Redis', await startRedis(binary))
}

/** Finds or starts all three; the caller stops those that can be stopped. */
export const findServices = (): Promise<readonly [database: Found, postgres18: Found, redis: Found]> =>
  Promise.all([findPostgres(), findPostgres18(), findRedis()])

let open: ReturnType<typeof findServices> | undefined

/**
 * Global set-up: finds or starts what integration and e2e suites talk to. Tests read TEST_DATABASE_URL,
 * TEST_POSTGRES18_URL and TEST_REDIS_URL, or inject() the same; each makes databases and key prefixes of its own.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  open ??= findServices()
  const found = await open
  const [database, postgres18, redis] = found
  project.provide('databaseUrl', database.url)
  project.provide('postgres18Url', postgres18.url)
  project.provide('redisUrl', redis.url)
  process.env.TEST_DATABASE_URL = database.url
  process.env.TEST_POSTGRES18_URL = postgres18.url
  process.env.TEST_REDIS_URL = redis.url
  return async () => {
    await Promise.all(found.map(async ({ stop }) => stop?.()))
  }
}
