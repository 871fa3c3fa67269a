import { type Dashboard, lines, noneIsGood, number, row, worse } from './panels.ts'

/** Does the worker keep up? */
export const jobs: Dashboard = {
  name: 'jobs',
  title: ['Trabalhos', 'Jobs'],
  rows: [
    row(
      ['Agora', 'Now'],
      number(['Workers no ar', 'Workers up'], 'short', 'sum(up{job="worker"})', {
        width: 6,
        steps: [
          [null, 'red'],
          [1, 'green'],
        ],
      }),
      number(['Mais antigo à espera', 'Oldest that waits'], 's', 'max(sparkone_job_age_seconds)', {
        width: 6,
        steps: worse(60, 300),
      }),
      number(['Na fila', 'Queued'], 'short', 'sum(max by (queue) (sparkone_queue_depth{status="queued"}))', {
        width: 6,
      }),
      number(
        ['Falharam de vez', 'Failed for good'],
        'short',
        'sum(max by (queue) (sparkone_queue_depth{status="dead"}))',
        { width: 6, steps: noneIsGood },
      ),
    ),
    row(
      ['Filas', 'Queues'],
      lines(['À espera', 'Waiting'], 'short', [
        { expr: 'max by (queue) (sparkone_queue_depth{status="queued"})', legend: '{{queue}}' },
      ]),
      lines(['Idade do mais antigo', 'Age of the oldest'], 's', [
        { expr: 'max by (queue) (sparkone_job_age_seconds)', legend: '{{queue}}' },
      ]),
      lines(['Em andamento', 'Under way'], 'short', [
        { expr: 'max by (queue) (sparkone_queue_depth{status="active"})', legend: '{{queue}}' },
      ]),
      lines(['Concluídos por minuto', 'Completed a minute'], 'short', [
        {
          expr: 'sum by (queue) (rate(sparkone_jobs_total{status="completed"}[$__rate_interval])) * 60',
          legend: '{{queue}}',
        },
      ]),
      lines(['Falhas', 'Failures'], 'short', [
        {
          expr: 'sum by (queue, status) (increase(sparkone_jobs_total{status!="completed"}[$__rate_interval]))',
          legend: '{{queue}} {{status}}',
        },
      ]),
      lines(['Duração (p95)', 'Duration (p95)'], 's', [
        {
          expr: 'histogram_quantile(0.95, sum by (le, queue) (rate(sparkone_job_duration_seconds_bucket[$__rate_interval])))',
          legend: '{{queue}}',
        },
      ]),
    ),
    row(
      ['Processos', 'Processes'],
      lines(
        ['Memória', 'Memory'],
        'bytes',
        [{ expr: 'process_resident_memory_bytes{job=~"api|worker"}', legend: '{{job}} {{instance}}' }],
        { width: 8 },
      ),
      lines(
        ['CPU', 'CPU'],
        'percentunit',
        [
          {
            expr: 'rate(process_cpu_seconds_total{job=~"api|worker"}[$__rate_interval])',
            legend: '{{job}} {{instance}}',
          },
        ],
        { width: 8 },
      ),
      lines(
        ['Atraso do laço de eventos (p99)', 'Event loop lag (p99)'],
        's',
        [{ expr: 'nodejs_eventloop_lag_p99_seconds{job=~"api|worker"}', legend: '{{job}} {{instance}}' }],
        { width: 8 },
      ),
    ),
  ],
}
