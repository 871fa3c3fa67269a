import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { installedRedis, probeRedis, startRedis } from '../../support/redis-server.ts'
import { temporaryFolder } from '../../support/tethered.ts'

const redis = () => {
  const binary = installedRedis()
  if (binary === undefined) throw new Error('these tests need a Redis server on this machine')
  return binary
}

describe('a server that the tests start', () => {
  it('answers on a port of its own and leaves nothing when it is stopped', async () => {
    const server = await startRedis(redis())
    expect(await probeRedis(server.url)).toEqual({ version: server.version })
    await server.stop()
    expect(await probeRedis(server.url)).toBeUndefined()
  })

  it('goes when the process that started it is killed', async () => {
    const support = join(import.meta.dirname, '../../support/redis-server.ts')
    const owner = spawn(
      process.execPath,
      [
        '--input-type=module-typescript',
        '--eval',
        `import { startRedis } from ${JSON.stringify(support)}
         const server = await startRedis(${JSON.stringify(redis())})
         process.stdout.write(server.url)
         setInterval(() => undefined, 1000)`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const url = await new Promise<string>((resolve) => owner.stdout.once('data', (data) => resolve(String(data))))
    expect(await probeRedis(url)).toBeDefined()
    owner.kill('SIGKILL')
    await vi.waitFor(async () => expect(await probeRedis(url)).toBeUndefined(), { timeout: 10_000, interval: 50 })
  })

  it('gets a folder, and folders of processes that died are removed on the way', () => {
    // No process has the highest possible id.
    const stale = join(tmpdir(), 'sparkone-test-sweep-2147483647-x')
    mkdirSync(stale, { recursive: true })
    const folder = temporaryFolder('sweep')
    const again = temporaryFolder('sweep')
    expect(existsSync(stale)).toBe(false)
    expect(existsSync(folder)).toBe(true)
    for (const mine of [folder, again]) rmSync(mine, { recursive: true })
  })
})
