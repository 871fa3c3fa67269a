import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createSeries } from '../../adapters/prometheus/series.ts'
import { dashboardFiles } from '../../tools/dashboards/index.ts'
import { alertRules, OPS } from '../support/alert-rules.ts'
import { committedDashboards, panelExpressions } from '../support/dashboards.ts'
import { metricsOf, selectorsOf } from '../support/promql.ts'

const GRAFANA = join(OPS, 'grafana')
const shown = new Set(panelExpressions.flatMap(({ expr }) => metricsOf(expr)))
const withoutSuffix = (name: string) => name.replace(/_(bucket|count|sum)$/, '')

describe('the dashboards', () => {
  it.each([...dashboardFiles()])('%s is what tools/dashboards.ts writes', (path, text) => {
    expect(readFileSync(join(GRAFANA, path), 'utf8')).toBe(text)
  })

  it('are all there is: none is left of one that was renamed', () => {
    const files = readdirSync(GRAFANA, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    expect(files.sort()).toEqual([...dashboardFiles().keys()].sort())
  })

  it('the overview lies where the operations guide says', () => {
    expect(existsSync(join(GRAFANA, 'dashboard-overview.json'))).toBe(true)
    expect(committedDashboards.find(({ path }) => path === 'dashboard-overview.json')?.json.uid).toBe(
      'sparkone-overview',
    )
  })

  it('are the same in both languages but for their words', () => {
    for (const { path, json } of committedDashboards.filter((it) => !it.path.startsWith('en/'))) {
      const english = committedDashboards.find((it) => it.path === `en/${path}`)?.json
      const shape = ({ panels, uid }: typeof json) => [uid, panels.map(({ title: _, targets }) => targets)]
      expect(english && shape(english)).toEqual(shape(json))
      expect(english?.title).not.toBe(json.title)
    }
  })
})

describe.each(committedDashboards)('$path', ({ json }) => {
  it('works with whatever data source is chosen at the import', () => {
    expect(json.templating.list).toContainEqual(expect.objectContaining({ name: 'datasource', type: 'datasource' }))
    for (const { datasource, targets = [] } of json.panels.filter(({ type }) => type !== 'row')) {
      const uids = [datasource?.uid, ...targets.map((target) => target.datasource.uid)]
      expect(new Set(uids)).toEqual(new Set(['$' + '{datasource}']))
    }
  })

  it('has no two panels in one place or with one id', () => {
    expect(new Set(json.panels.map(({ id }) => id)).size).toBe(json.panels.length)
    const cells = json.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    for (const { gridPos } of json.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
  })
})

describe('what is measured is shown', () => {
  const registry = new Registry()
  createSeries(registry)
  const own = registry.getMetricsAsArray().map(({ name }) => name)

  it.each([
    ...own,
    'sparkone_backup_last_success_timestamp_seconds',
    'sparkone_backup_last_verified_timestamp_seconds',
    'sparkone_backup_restore_seconds',
  ])('%s has a panel', (name) => {
    expect([...shown].map(withoutSuffix)).toContain(name)
  })

  it.each(alertRules.filter(({ alert }) => alert !== 'Watchdog'))('$alert is about what a panel shows', ({ expr }) => {
    const metrics = metricsOf(expr)
    expect(metrics.length).toBeGreaterThan(0)
    expect([...shown].map(withoutSuffix)).toEqual(expect.arrayContaining(metrics.map(withoutSuffix)))
  })

  it.each(alertRules)('$alert links a dashboard that exists', ({ annotations }) => {
    const uid = /^http:\/\/localhost:3000\/d\/([\w-]+)$/.exec(annotations.dashboard_url ?? '')?.[1]
    expect(committedDashboards.map(({ json }) => json.uid)).toContain(uid)
  })
})

describe('the provisioning', () => {
  const provisioned = (path: string) => parse(readFileSync(join(GRAFANA, 'provisioning', path), 'utf8'))

  it('knows the Prometheus of the compose file', () => {
    const [source] = provisioned('datasources/prometheus.yml').datasources
    expect(source).toMatchObject({ type: 'prometheus', url: 'http://prometheus:9090', isDefault: true })
  })

  it('takes the dashboards of one language', () => {
    const [provider] = provisioned('dashboards/sparkone.yml').providers
    expect(provider.options.path).toBe('/etc/grafana/dashboards/$LOCALE')
  })
})

describe('the reader of expressions', () => {
  it.each([
    ['sum by (le, queue) (rate(a_total{x=~"1|2"}[5m] offset 5m)) / on (x) b', ['a_total{x=~"1|2"}', 'b']],
    ['absent(up{job="api"}) or 0 * count(up == 0) unless c{d="}"} > bool 1', ['up{job="api"}', 'up', 'c{d="}"}']],
  ])('finds what %s asks for', (expr, selectors) => {
    expect(selectorsOf(expr)).toEqual(selectors)
  })
})
