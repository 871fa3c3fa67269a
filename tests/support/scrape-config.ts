import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { OPS } from './alert-rules.ts'

interface ScrapeJob {
  readonly job_name: string
  readonly dns_sd_configs?: unknown
  readonly static_configs?: readonly { readonly targets: readonly string[] }[]
  readonly relabel_configs?: readonly { readonly target_label: string; readonly replacement?: string }[]
}

/**
 * ops/prometheus/prometheus.yml as it is, but for where each job finds its targets here and how often it looks. `key`
 * is a file beside the configuration. A job without a place here is an error.
 */
export const scrapeConfig = (
  places: Readonly<Record<string, readonly string[]>>,
  rest: { readonly api: string; readonly key: string },
): Record<string, unknown> & { readonly scrape_configs: readonly unknown[] } => {
  const text = readFileSync(join(OPS, 'prometheus/prometheus.yml'), 'utf8')
    .replaceAll('http://api:8000', `http://${rest.api}`)
    .replaceAll('blackbox-exporter:9115', places['blackbox-exporter']?.[0] ?? 'nowhere')
    .replaceAll('/run/secrets/metrics_key', rest.key)
  const config = parse(text) as { scrape_configs: readonly ScrapeJob[] }
  const placed = ({ dns_sd_configs: _, ...job }: ScrapeJob): ScrapeJob => {
    const targets = places[job.job_name]
    if (targets === undefined) throw new Error(`no place for the job ${job.job_name}`)
    // Its targets are what it probes; where it lies itself is among its labels.
    return job.job_name === 'blackbox-exporter' ? job : { ...job, static_configs: [{ targets }] }
  }
  return {
    ...config,
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    alerting: { alertmanagers: [{ static_configs: [{ targets: places.alertmanager }] }] },
    scrape_configs: config.scrape_configs.map(placed),
  }
}

/** The job of ops/nginx/certificate.yml, but for where things are and how often it looks. */
export const certificateJob = (at: { readonly proxy: string; readonly blackbox: string }): Record<string, unknown> => {
  const text = readFileSync(join(OPS, 'nginx/certificate.yml'), 'utf8')
    .replaceAll('sparkone.example.com', at.proxy)
    .replaceAll('127.0.0.1:9115', at.blackbox)
  const [job] = parse(text) as readonly Record<string, unknown>[]
  return { ...job, scrape_interval: '1s', scrape_timeout: '1s' }
}
