import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { startAlertmanager } from '../../tests/support/alertmanager-server.ts'
import { freshPostgres } from '../../tests/support/databases.ts'
import { type House, openHouse } from '../../tests/support/e2e-house.ts'
import { eventually } from '../../tests/support/e2e-operator.ts'
import { API_KEY, type Environment, endAll, type Server } from '../../tests/support/e2e-process.ts'
import { type PrometheusServer, startPrometheus } from '../../tests/support/prometheus-server.ts'
import { startTcpProxy, type TcpProxy } from '../../tests/support/tcp-proxy.ts'
import { freePort } from '../../tests/support/tethered.ts'
import { startBlackbox } from './blackbox.ts'
import { alertmanagerConfig, prometheusConfig, type Watched } from './monitoring.ts'
import { timeLapse } from './time-lapse.ts'

/** A whole installation: API, worker, PostgreSQL and Redis behind breakable lines, gateway, mail, monitoring. */
export interface Stack {
  readonly house: House
  readonly api: Server
  readonly worker: Server
  readonly prometheus: PrometheusServer
  /** Past the line that drills cut. */
  readonly databaseUrl: string
  /** Cut with `down()`, mended with `up()`. */
  readonly database: TcpProxy
  readonly redis: TcpProxy
  /** Another worker or API with the same environment, on the ports that Prometheus watches. */
  restart(role: 'serve' | 'work'): Promise<Server>
  /** Until the alert fires in Prometheus; its labels. */
  fires(alert: string): Promise<Readonly<Record<string, string>>>
  /** Until it neither fires nor waits. */
  clears(alert: string): Promise<void>
  /** Until an expression holds for at least one series. */
  holds(expression: string): Promise<void>
  close(): Promise<void>
}

const rules = (times?: number) =>
  timeLapse(readFileSync(join(import.meta.dirname, '../prometheus/alerts.yml'), 'utf8'), times)

const lineTo = async (url: string, usualPort: number): Promise<{ line: TcpProxy; url: string }> => {
  const target = new URL(url)
  const line = await startTcpProxy({ host: target.hostname, port: Number(target.port) || usualPort })
  target.hostname = line.host
  target.port = String(line.port)
  return { line, url: target.toString() }
}

export interface Scene {
  readonly env?: Environment
  /** Starts what else is watched; told where the API and the blackbox exporter are. */
  readonly watch?: (api: Server, blackbox: string) => Promise<readonly Watched[]>
  /** How many times faster the rules run: 60. */
  readonly times?: number
}

/**
 * Starts it all, with the rules in time-lapse and receipts due within a second; ready when every target is up. Of the
 * alerts that fire, the one under drill is passed on to SparkOne.
 */
export const openStack = async (alert: string, { env, watch, times }: Scene = {}): Promise<Stack> => {
  const fresh = await freshPostgres()
  const database = await lineTo(fresh.url, 5432)
  const redis = await lineTo(inject('redisUrl'), 6379)
  const house = await openHouse({
    database: 'postgres',
    whatsapp: true,
    email: true,
    env: {
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      RECEIPT_DEADLINE_ALERT_SECONDS: '1',
      RECEIPT_DEADLINE_BRIEF_SECONDS: '1',
      ...env,
    },
  })
  const ports = { serve: await freePort(), metrics: await freePort(), work: await freePort() }
  const start = (role: 'serve' | 'work') =>
    house.start({
      role,
      ...(role === 'serve' ? { port: ports.serve } : {}),
      env: { METRICS_PORT: String(role === 'serve' ? ports.metrics : ports.work) },
    })
  const api = await start('serve')
  const worker = await start('work')

  const blackbox = await startBlackbox()
  const alertmanager = await startAlertmanager(alertmanagerConfig({ sparkone: api.url, key: API_KEY, alert }))
  const prometheus = await startPrometheus({
    config: prometheusConfig({
      api: `127.0.0.1:${ports.serve}`,
      worker: `127.0.0.1:${ports.work}`,
      blackbox: blackbox.target,
      alertmanager: alertmanager.target,
      more: (await watch?.(api, blackbox.target)) ?? [],
    }),
    files: { 'alerts.yml': rules(times), key: API_KEY },
  })
  const holds = async (expression: string) => {
    await eventually(async () => {
      const found = await prometheus.query(expression)
      if (found.length === 0) throw new Error(`Nothing yet for ${expression}`)
    }, 60_000)
  }
  const named = async (name: string) => (await prometheus.alerts()).filter(({ labels }) => labels.alertname === name)
  await holds('up{job="api"} == 1')
  await holds('up{job="worker"} == 1')

  return {
    house,
    api,
    worker,
    prometheus,
    databaseUrl: fresh.url,
    database: database.line,
    redis: redis.line,
    restart: start,
    fires: (name) =>
      eventually(async () => {
        const alert = (await named(name)).find(({ state }) => state === 'firing')
        if (alert === undefined) throw new Error(`${name} does not fire`)
        return alert.labels
      }, 90_000),
    clears: (name) =>
      eventually(async () => {
        if ((await named(name)).length > 0) throw new Error(`${name} still fires`)
      }, 90_000),
    holds,
    close: async () => {
      await Promise.all([prometheus.stop(), alertmanager.stop(), blackbox.stop()])
      await house.close()
      await endAll()
      await Promise.all([database.line.stop(), redis.line.stop()])
      await fresh.close()
    },
  }
}
