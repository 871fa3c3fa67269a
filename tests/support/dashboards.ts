import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dashboardFiles } from '../../tools/dashboards/index.ts'
import { OPS } from './alert-rules.ts'

export interface CommittedDashboard {
  readonly path: string
  readonly text: string
  readonly json: {
    readonly uid: string
    readonly title: string
    readonly panels: readonly CommittedPanel[]
    readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] }
  }
}

export interface CommittedPanel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly datasource?: { readonly type: string; readonly uid: string }
  readonly targets?: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[]
}

/** The dashboards as committed, in both languages. */
export const committedDashboards: readonly CommittedDashboard[] = [...dashboardFiles().keys()].map((path) => {
  const text = readFileSync(join(OPS, 'grafana', path), 'utf8')
  return { path, text, json: JSON.parse(text) as CommittedDashboard['json'] }
})

/** Every panel of the Portuguese dashboards with its expressions. */
export const panelExpressions = committedDashboards
  .filter(({ path }) => !path.startsWith('en/'))
  .flatMap(({ path, json }) =>
    json.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ dashboard: path, title, expr }))),
  )
