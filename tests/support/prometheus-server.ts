import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { freePort, spawnTethered, temporaryFolder, untilReady } from './tethered.ts'

/** One sample of an instant query. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>
  readonly value: number
}

export interface Alert {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly state: 'pending' | 'firing'
}

export interface PrometheusServer {
  readonly url: string
  /** An instant query; an error of the expression is thrown with Prometheus' own words. */
  query(expression: string): Promise<readonly Sample[]>
  /** Alerts that are pending or firing now. */
  alerts(): Promise<readonly Alert[]>
  stop(): Promise<void>
}

export interface PrometheusOptions {
  /** The whole of prometheus.yml, as data. */
  readonly config: Readonly<Record<string, unknown>>
  /** Files laid beside prometheus.yml, by name. */
  readonly files?: Readonly<Record<string, string>>
  /** A free one by default. */
  readonly port?: number
}

/** A real Prometheus with a configuration and data of its own. */
export const startPrometheus = async ({
  config,
  files = {},
  ...options
}: PrometheusOptions): Promise<PrometheusServer> => {
  const folder = temporaryFolder('prometheus')
  mkdirSync(join(folder, 'data'))
  writeFileSync(join(folder, 'prometheus.yml'), stringify(config))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
  const port = options.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const server = spawnTethered(
    'prometheus',
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { log: join(folder, 'log') },
  )
  await untilReady('Prometheus', server, async () => (await ready(`${url}/-/ready`)) || undefined)

  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url}/api/v1/${path}`)
    const { status, data, error } = (await response.json()) as { status: string; data: T; error?: string }
    if (status !== 'success') throw new Error(error ?? status)
    return data
  }
  return {
    url,
    query: async (expression) => {
      const { result } = await ask<{ result: Raw }>(`query?query=${encodeURIComponent(expression)}`)
      return isScalar(result)
        ? [{ metric: {}, value: Number(result[1]) }]
        : result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }))
    },
    alerts: async () => (await ask<{ alerts: readonly Alert[] }>('alerts')).alerts,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Scalar = readonly [number, string]
type Raw = Scalar | readonly { metric: Record<string, string>; value: Scalar }[]
const isScalar = (result: Raw): result is Scalar => typeof result[0] === 'number'

/** Whether something answers there with 200. */
export const ready = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  )
