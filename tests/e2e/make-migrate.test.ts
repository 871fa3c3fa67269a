import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createCheckout } from '../support/checkout.ts'
import { packagedPostgres, type RunningServer, startPostgres } from '../support/postgres-server.ts'
import { freePort } from '../support/tethered.ts'

const onServer = async (url: string, statement: string): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}

const hasTasks = async (url: string): Promise<boolean> => {
  const sql = postgres(url, { max: 1 })
  try {
    const [row] = await sql<{ found: boolean }[]>`select to_regclass('public.tasks') is not null as found`
    return row?.found ?? false
  } finally {
    await sql.end()
  }
}

describe('make migrate', { timeout: 120_000 }, () => {
  const checkout = createCheckout()
  let development: RunningServer

  beforeAll(async () => {
    const bin = packagedPostgres()
    if (bin === undefined) throw new Error('these tests need the PostgreSQL that npm brings')
    development = await startPostgres(bin, 'development')
    await onServer(development.url, 'create database sparkone')
  })
  afterAll(async () => {
    await development?.stop()
    checkout.remove()
  })

  const migrate = (env: Record<string, string>) => {
    const { status, stdout, stderr } = spawnSync('make', ['migrate'], {
      cwd: checkout.path,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOCALE: 'en', ...env },
    })
    return { status, said: stdout + stderr }
  }
  const portOf = (url: string) => new URL(url).port

  it('migrates DATABASE_URL when it is set, and says so without its password', async () => {
    const name = `migrate_${crypto.randomUUID().replaceAll('-', '')}`
    await onServer(inject('databaseUrl'), `create database ${name}`)
    try {
      const target = new URL(inject('databaseUrl'))
      target.pathname = name
      target.password ||= 'canary-password'
      const { status, said } = migrate({ DATABASE_URL: target.href, DEV_POSTGRES_PORT: portOf(development.url) })
      expect(said).toContain('DATABASE_URL is set.')
      expect(said.split(`${target.host}/${name}`), 'named once').toHaveLength(2)
      expect(said).not.toContain('canary-password')
      expect(status).toBe(0)
      expect(await hasTasks(target.href)).toBe(true)
    } finally {
      await onServer(inject('databaseUrl'), `drop database ${name} with (force)`)
    }
  })

  it('migrates the PostgreSQL of make dev-up when that is up', async () => {
    const { status, said } = migrate({ DEV_POSTGRES_PORT: portOf(development.url) })
    expect(said).toContain('the PostgreSQL of make dev-up is up.')
    expect(said.split(new URL(development.url).host), 'named once').toHaveLength(2)
    expect(status).toBe(0)
    expect(await hasTasks(development.url.replace('/postgres', '/sparkone'))).toBe(true)
    expect(existsSync(join(checkout.path, 'data'))).toBe(false)
  })

  it('migrates ./data otherwise', async () => {
    const { status, said } = migrate({ DEV_POSTGRES_PORT: `${await freePort()}` })
    expect(said).toContain('is not up.')
    expect(said).toContain('Migrating the embedded database in ./data')
    expect(status).toBe(0)
    expect(existsSync(join(checkout.path, 'data'))).toBe(true)
    // Once more changes nothing and succeeds.
    expect(migrate({ DEV_POSTGRES_PORT: `${await freePort()}` }).status).toBe(0)
  })
})
