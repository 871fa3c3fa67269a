import { existsSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createClient } from 'redis'
import type { RunningServer } from './postgres-server.ts'
import { freePort, spawnTethered, temporaryFolder, untilReady } from './tethered.ts'

/** Undefined when nothing that speaks Redis answers there. */
export const probeRedis = async (url: string): Promise<{ version: string } | undefined> => {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 3000 } })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const info = await client.info('server')
    return { version: /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown' }
  } catch {
    return undefined
  } finally {
    if (client.isOpen) client.destroy()
  }
}

/** The path of an installed Redis or Valkey server. */
export const installedRedis = (): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
    .flatMap((folder) => [join(folder, 'redis-server'), join(folder, 'valkey-server')])
    .find((path) => existsSync(path))

/** Starts a new server that keeps nothing on disk, on a free port. */
export const startRedis = async (binary: string): Promise<RunningServer> => {
  const folder = temporaryFolder('redis')
  const port = await freePort()
  const server = spawnTethered(
    binary,
    ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { log: join(folder, 'log') },
  )
  const url = `redis://127.0.0.1:${port}`
  const { version } = await untilReady('Redis', server, () => probeRedis(url))
  return {
    url,
    version,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
