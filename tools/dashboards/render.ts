import type { Dashboard, Panel, Words } from './panels.ts'

export const LANGUAGES = ['pt-BR', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const COLUMNS = 24
const HEIGHTS = { row: 1, stat: 4, timeseries: 8 } as const
// A variable of the dashboard, so that it can be imported by hand wherever a Prometheus is.
const datasource = { type: 'prometheus', uid: '$' + '{datasource}' }

interface Place {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** One dashboard in one language as the JSON that Grafana reads, laid out as the formatter of the project wants it. */
export const render = (dashboard: Dashboard, language: Language): string => {
  const say: Say = ([pt, en]) => (language === 'en' ? en : pt)
  const text = JSON.stringify(
    {
      uid: `sparkone-${dashboard.name}`,
      title: `SparkOne · ${say(dashboard.title)}`,
      tags: ['sparkone'],
      schemaVersion: 41,
      editable: true,
      graphTooltip: 1,
      refresh: '30s',
      time: { from: 'now-6h', to: 'now' },
      timezone: 'browser',
      links: [
        {
          type: 'dashboards',
          title: 'SparkOne',
          tags: ['sparkone'],
          asDropdown: true,
          includeVars: true,
          keepTime: true,
        },
      ],
      templating: {
        list: [
          {
            name: 'datasource',
            type: 'datasource',
            query: 'prometheus',
            label: say(['Fonte de dados', 'Data source']),
            current: { text: 'Prometheus', value: 'prometheus' },
          },
        ],
      },
      panels: place(dashboard, say),
    },
    null,
    2,
  )
  return `${text.replaceAll(/\[\n\s+("[^"\n]*")\n\s+\]/g, '[$1]')}\n`
}

type Say = (words: Words) => string

/** Rows below each other, the panels of a row side by side for as long as there is room. */
const place = ({ rows }: Dashboard, say: Say): readonly object[] => {
  const placed: object[] = []
  let y = 0
  const add = (make: (id: number) => object) => placed.push(make(placed.length + 1))
  for (const { title, panels } of rows) {
    const top = y
    add((id) => ({
      id,
      type: 'row',
      title: say(title),
      collapsed: false,
      gridPos: { x: 0, y: top, w: COLUMNS, h: HEIGHTS.row },
      panels: [],
    }))
    y += HEIGHTS.row
    let x = 0
    let tallest = 0
    for (const panel of panels) {
      if (x + panel.width > COLUMNS) {
        y += tallest
        x = tallest = 0
      }
      const h = HEIGHTS[panel.type]
      const at: Place = { x, y, w: panel.width, h }
      add((id) => panelJson(panel, id, at, say))
      x += panel.width
      tallest = Math.max(tallest, h)
    }
    y += tallest
  }
  return placed
}

const panelJson = (panel: Panel, id: number, gridPos: Place, say: Say): object => ({
  id,
  type: panel.type,
  title: say(panel.title),
  datasource,
  gridPos,
  targets: panel.queries.map(({ expr, legend }, index) => ({
    refId: String.fromCharCode(65 + index),
    datasource,
    expr,
    ...(legend === undefined ? {} : { legendFormat: legend }),
    ...(panel.type === 'stat' ? { instant: true, range: false } : { range: true }),
  })),
  fieldConfig: { defaults: fieldOf(panel, say), overrides: [] },
  options:
    panel.type === 'stat'
      ? {
          colorMode: panel.steps === undefined ? 'none' : 'value',
          graphMode: 'none',
          textMode: panel.shows ?? 'auto',
          reduceOptions: { calcs: ['lastNotNull'], fields: '', values: false },
        }
      : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
})

const fieldOf = ({ type, unit, steps, states }: Panel, say: Say): object => ({
  unit,
  ...(type === 'timeseries' ? { min: 0, custom: { fillOpacity: 10, showPoints: 'never' } } : {}),
  ...(steps === undefined
    ? {}
    : { thresholds: { mode: 'absolute', steps: steps.map(([value, color]) => ({ value, color })) } }),
  ...(states === undefined
    ? {}
    : { mappings: [{ type: 'value', options: { 0: { text: say(states[0]) }, 1: { text: say(states[1]) } } }] }),
})
