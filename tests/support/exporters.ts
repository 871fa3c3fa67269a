import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ready } from './prometheus-server.ts'
import { freePort, spawnTethered, temporaryFolder, untilReady } from './tethered.ts'

export interface Exporter {
  /** `host:port`, as Prometheus wants it. */
  readonly target: string
  stop(): Promise<void>
}

export interface Exposition extends Exporter {
  /** From here on these samples are served beside the others, instead of those they share their series with. */
  say(...samples: readonly string[]): void
}

/** Serves tests/support/expositions/NAME.prom, for an exporter that cannot run where the tests do. */
export const serveExposition = async (name: string): Promise<Exposition> => {
  let text = readFileSync(join(import.meta.dirname, 'expositions', `${name}.prom`), 'utf8')
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    say: (...samples) => {
      const series = samples.map((sample) => sample.slice(0, sample.lastIndexOf(' ') + 1))
      const others = text.split('\n').filter((line) => line !== '' && !series.some((start) => line.startsWith(start)))
      text = `${[...others, ...samples].join('\n')}\n`
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A real node_exporter whose textfile collector reads a folder, at first with one file with this text. */
export const startNodeExporter = async (textfile: string): Promise<Exporter & { readonly folder: string }> => {
  const folder = temporaryFolder('node-exporter')
  writeFileSync(join(folder, 'sparkone_backup.prom'), textfile)
  const port = await freePort()
  const target = `127.0.0.1:${port}`
  // What a shell starts in the background ignores Ctrl-C, unless it asks for it as the others do.
  const server = spawnTethered(
    'env',
    [
      ...['--default-signal=INT', 'prometheus-node-exporter'],
      ...[`--web.listen-address=${target}`, `--collector.textfile.directory=${folder}`],
    ],
    { log: join(folder, 'log') },
  )
  await untilReady('node_exporter', server, async () => (await ready(`http://${target}/metrics`)) || undefined)
  return {
    target,
    folder,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
