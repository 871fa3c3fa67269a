import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ready } from './prometheus-server.ts'
import { freePort, spawnTethered, temporaryFolder, untilReady } from './tethered.ts'

export interface AlertmanagerServer {
  readonly url: string
  /** `host:port`, as Prometheus wants it. */
  readonly target: string
  stop(): Promise<void>
}

/** A real Alertmanager with the text of its configuration file, on a free port, alone in its cluster. */
export const startAlertmanager = async (config: string): Promise<AlertmanagerServer> => {
  const folder = temporaryFolder('alertmanager')
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'alertmanager.yml'), config, { mode: 0o600 })
  const port = await freePort()
  const target = `127.0.0.1:${port}`
  const server = spawnTethered(
    'prometheus-alertmanager',
    [
      `--config.file=${folder}/alertmanager.yml`,
      `--storage.path=${folder}/data`,
      `--web.listen-address=${target}`,
      '--cluster.listen-address=',
    ],
    { log: join(folder, 'log') },
  )
  await untilReady('Alertmanager', server, async () => (await ready(`http://${target}/-/ready`)) || undefined)
  return {
    url: `http://${target}`,
    target,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
