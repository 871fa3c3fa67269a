import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ready } from '../../tests/support/prometheus-server.ts'
import { freePort, spawnTethered, temporaryFolder, untilReady } from '../../tests/support/tethered.ts'

/** The real blackbox exporter with the real modules of ops/blackbox. */
export const startBlackbox = async (): Promise<{ readonly target: string; stop(): Promise<void> }> => {
  const folder = temporaryFolder('blackbox')
  const port = await freePort()
  const target = `127.0.0.1:${port}`
  writeFileSync(join(folder, 'log'), '')
  const server = spawnTethered(
    'prometheus-blackbox-exporter',
    [`--config.file=${join(import.meta.dirname, '../blackbox/blackbox.yml')}`, `--web.listen-address=${target}`],
    { log: join(folder, 'log') },
  )
  await untilReady(
    'The blackbox exporter',
    server,
    async () => (await ready(`http://${target}/-/healthy`)) || undefined,
  )
  return {
    target,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
