import { type Dashboard, lines, noneIsGood, number, row, type Words, worse } from './panels.ts'

const outcomes = (title: Words, metric: string) =>
  lines(title, 'short', [
    {
      expr: `sum by (direction, status) (increase(${metric}[$__rate_interval]))`,
      legend: '{{direction}} {{status}}',
    },
  ])

/** Do Notion and Google Sheets show what SparkOne knows, and the other way round? */
export const mirrors: Dashboard = {
  name: 'mirrors',
  title: ['Espelhos', 'Mirrors'],
  rows: [
    row(
      ['Agora', 'Now'],
      number(['Atraso', 'Lag'], 's', 'max by (mirror) (sparkone_sync_lag_seconds)', {
        width: 6,
        legend: '{{mirror}}',
        steps: worse(300, 1800),
      }),
      number(['Parados', 'Standing still'], 'short', 'sum(max by (mirror, reason) (sparkone_mirror_paused))', {
        width: 6,
        steps: noneIsGood,
      }),
      number(
        ['Falhas na última hora', 'Failures in the last hour'],
        'short',
        'sum(increase(sparkone_notion_sync_total{status="failure"}[1h])) + sum(increase(sparkone_sheets_sync_total{status="failure"}[1h]))',
        { width: 6, steps: noneIsGood },
      ),
      number(['Conflitos hoje', 'Conflicts today'], 'short', 'sum(increase(sparkone_sync_conflicts_total[24h]))', {
        width: 6,
      }),
    ),
    row(
      ['Sincronização', 'Syncing'],
      outcomes(['Notion', 'Notion (outcomes)'], 'sparkone_notion_sync_total'),
      outcomes(['Google Sheets', 'Google Sheets (outcomes)'], 'sparkone_sheets_sync_total'),
      lines(['Atraso de cada espelho', 'Lag of each mirror'], 's', [
        { expr: 'max by (mirror) (sparkone_sync_lag_seconds)', legend: '{{mirror}}' },
      ]),
      lines(['Paradas, por motivo', 'Standing still, by reason'], 'short', [
        { expr: 'max by (mirror, reason) (sparkone_mirror_paused)', legend: '{{mirror}} {{reason}}' },
      ]),
      lines(['Conflitos', 'Conflicts'], 'short', [
        { expr: 'sum by (mirror) (increase(sparkone_sync_conflicts_total[$__rate_interval]))', legend: '{{mirror}}' },
      ]),
      lines(['Trabalhos', 'Jobs'], 'short', [
        {
          expr: 'sum by (status) (increase(sparkone_jobs_total{queue=~"sync.*"}[$__rate_interval]))',
          legend: '{{status}}',
        },
      ]),
    ),
  ],
}
