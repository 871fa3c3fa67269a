import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'

interface Job {
  readonly job_name: string
  readonly [key: string]: unknown
}

/** What a drill watches beside API and worker: a job of prometheus.yml at another place, or one of its own. */
export type Watched = { readonly job: string; readonly target: string } | { readonly scrape: Record<string, unknown> }

interface Targets {
  readonly more: readonly Watched[]
  readonly api: string
  readonly worker: string
  readonly blackbox: string
  readonly alertmanager: string
}

/** ops/prometheus/prometheus.yml as it is, but for where things are, how often it looks, and what does not run here. */
export const prometheusConfig = ({ api, worker, blackbox, alertmanager, more }: Targets): Record<string, unknown> => {
  const real = parse(readFileSync(join(import.meta.dirname, '../prometheus/prometheus.yml'), 'utf8'))
  const job = (name: string, change: Record<string, unknown>): Record<string, unknown> => {
    const found = (real.scrape_configs as Job[]).find(({ job_name }) => job_name === name)
    if (found === undefined) throw new Error(`prometheus.yml has no job ${name}`)
    const { dns_sd_configs: _, ...rest } = found
    return { ...rest, ...change }
  }
  const there = (target: string) => ({ static_configs: [{ targets: [target] }] })
  const probes = JSON.parse(
    JSON.stringify(job('blackbox-exporter', {}))
      .replaceAll('http://api:8000', `http://${api}`)
      .replaceAll('blackbox-exporter:9115', blackbox),
  )
  return {
    global: { scrape_interval: '500ms', scrape_timeout: '500ms', evaluation_interval: '500ms' },
    rule_files: ['alerts.yml'],
    alerting: { alertmanagers: [there(alertmanager)] },
    scrape_configs: [
      job('api', { ...there(api), authorization: { credentials_file: 'key' } }),
      job('worker', there(worker)),
      { ...probes, scrape_interval: '1s', scrape_timeout: '1s' },
      ...more.map((it) => ('scrape' in it ? it.scrape : job(it.job, there(it.target)))),
    ],
  }
}

/** The alert under drill goes to SparkOne at once; what else fires in so small an installation is not passed on. */
export const alertmanagerConfig = (to: { readonly sparkone: string; readonly key: string; readonly alert: string }) =>
  stringify({
    route: {
      receiver: 'nobody',
      group_by: ['alertname'],
      group_wait: '1s',
      group_interval: '1s',
      repeat_interval: '1h',
      routes: [{ matchers: [`alertname = ${to.alert}`], receiver: 'sparkone' }],
    },
    receivers: [
      { name: 'nobody' },
      {
        name: 'sparkone',
        webhook_configs: [
          {
            url: `${to.sparkone}/alerts/alertmanager`,
            http_config: { authorization: { credentials: to.key } },
          },
        ],
      },
    ],
  })
