import { answers, type Dashboard, lines, noneIsGood, number, row, worse } from './panels.ts'

const HOUR = 3600

/** Do the data stores answer, and could we get the data back? */
export const database: Dashboard = {
  name: 'database',
  title: ['Banco e backups', 'Database and backups'],
  rows: [
    row(
      ['Agora', 'Now'],
      answers(['Banco, visto de fora', 'Database, seen from outside'], 'min(probe_success{probe="database"})'),
      answers(
        ['Banco, visto por dentro', 'Database, seen from inside'],
        'min(sparkone_dependency_up{dependency="database"})',
      ),
      answers(['Redis', 'Redis'], 'min(sparkone_dependency_up{dependency="redis"})'),
      number(
        ['Último backup há', 'Last backup'],
        'dtdurations',
        'time() - max(sparkone_backup_last_success_timestamp_seconds)',
        { steps: worse(25 * HOUR, 26 * HOUR) },
      ),
      number(
        ['Última verificação há', 'Last verification'],
        'dtdurations',
        'time() - max(sparkone_backup_last_verified_timestamp_seconds)',
        { steps: worse(25 * HOUR, 26 * HOUR) },
      ),
      number(['Restaurar leva', 'A restore takes'], 's', 'max(sparkone_backup_restore_seconds)'),
    ),
    row(
      ['Respostas', 'Answers'],
      lines(['/health/database, visto de fora', '/health/database, seen from outside'], 's', [
        { expr: 'probe_duration_seconds{probe="database"}', legend: '{{instance}}' },
      ]),
      lines(['Tempo de cada verificação', 'Time of each check'], 's', [
        { expr: 'max by (job, dependency) (sparkone_dependency_check_seconds)', legend: '{{job}} {{dependency}}' },
      ]),
      lines(
        ['Sem o Redis', 'Without Redis'],
        'short',
        [
          {
            expr: 'sum by (job, operation) (increase(sparkone_cache_failures_total[$__rate_interval]))',
            legend: '{{job}} {{operation}}',
          },
        ],
        { steps: noneIsGood },
      ),
      lines(['Medidas que não puderam ser lidas', 'Gauges that could not be read'], 'short', [
        {
          expr: 'sum by (job) (increase(sparkone_metrics_collect_failures_total[$__rate_interval]))',
          legend: '{{job}}',
        },
      ]),
    ),
    row(
      ['Contêineres', 'Containers'],
      lines(['Memória', 'Memory'], 'bytes', [
        {
          expr: 'sum by (name) (container_memory_working_set_bytes{name=~".*(postgres|redis).*"})',
          legend: '{{name}}',
        },
      ]),
      lines(['CPU', 'CPU'], 'percentunit', [
        {
          expr: 'sum by (name) (rate(container_cpu_usage_seconds_total{name=~".*(postgres|redis).*"}[$__rate_interval]))',
          legend: '{{name}}',
        },
      ]),
    ),
  ],
}
