import postgres from 'postgres'
import { describe, expect, inject, it } from 'vitest'
import { probeRedis } from '../../support/redis-server.ts'

const numbered = async (url: string): Promise<number> => {
  const sql = postgres(url, { max: 1 })
  try {
    const [row] = await sql<{ number: number }[]>`select current_setting('server_version_num')::int as number`
    return row?.number ?? 0
  } finally {
    await sql.end()
  }
}

describe('the services that suites run on', () => {
  it('are a PostgreSQL of 15 or newer, one of 18, and a Redis', async () => {
    expect(await numbered(inject('databaseUrl'))).toBeGreaterThanOrEqual(150000)
    expect(Math.floor((await numbered(inject('postgres18Url'))) / 10000)).toBe(18)
    expect(await probeRedis(inject('redisUrl'))).toHaveProperty('version')
  })

  it('are named in the environment too, for the processes that tests start', () => {
    expect(process.env.TEST_DATABASE_URL).toBe(inject('databaseUrl'))
    expect(process.env.TEST_POSTGRES18_URL).toBe(inject('postgres18Url'))
    expect(process.env.TEST_REDIS_URL).toBe(inject('redisUrl'))
  })
})
