// `make bench`: the API on PostgreSQL and on PGlite, one line for each route: requests a second and latencies in ms.
import autocannon from 'autocannon'
import postgres from 'postgres'
import { findServices } from '../support/services.ts'
import { consolePages } from './console.ts'
import { mirrorCost } from './mirrors.ts'
import { promises } from './promises.ts'
import { KEY, start } from './server.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5)

interface Case {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: () => string
}

const cases: readonly Case[] = [
  { name: 'liveness', method: 'GET', path: '/health/live' },
  {
    name: 'create a task',
    method: 'POST',
    path: '/tasks',
    body: () => JSON.stringify({ title: 'Pagar o aluguel', due: 'amanhã às 14h' }),
  },
  { name: 'read a task', method: 'GET', path: '/tasks/1' },
  { name: 'a page of tasks', method: 'GET', path: '/tasks?limit=20' },
]

const measure = async (url: string, { method, path, body }: Case) =>
  autocannon({
    url: `${url}${path}`,
    method,
    connections: 50,
    duration: SECONDS,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: body() }),
  })

const report = async (title: string, env: Record<string, string>): Promise<void> => {
  const server = await start(env)
  const ms = (value: number) => `${value.toFixed(0)} ms`
  process.stdout.write(`\n${title}: migrated in ${ms(server.migrateMs)}, ready ${ms(server.startMs)} after its start\n`)
  try {
    for (const it of cases) {
      const { requests, latency, non2xx, errors } = await measure(server.url, it)
      const wrong = non2xx + errors > 0 ? `, ${non2xx + errors} not answered well` : ''
      process.stdout.write(
        `  ${it.name.padEnd(18)}${requests.average.toFixed(0).padStart(8)}/s   p50 ${latency.p50}, p99 ${latency.p99} ms${wrong}\n`,
      )
      if (wrong !== '') process.exitCode = 1
    }
  } finally {
    await server.stop()
  }
}

const onServer = async (url: string, statement: string): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}

const services = await findServices()
const [database, , redis] = services
const name = `bench_${crypto.randomUUID().replaceAll('-', '')}`
await onServer(database.url, `create database ${name}`)
try {
  const target = new URL(database.url)
  target.pathname = name
  await report('PostgreSQL and Redis', { DATABASE_URL: target.href, REDIS_URL: redis.url })
  await promises({ DATABASE_URL: target.href, REDIS_URL: redis.url })
  await mirrorCost(target.href)
  await consolePages({ DATABASE_URL: target.href, REDIS_URL: redis.url })
  await report('PGlite in a folder', {})
} finally {
  await onServer(database.url, `drop database ${name} with (force)`)
  await Promise.all(services.map(async ({ stop }) => stop?.()))
}
