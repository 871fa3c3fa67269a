import { answers, type Dashboard, lines, noneIsGood, number, row, worse } from './panels.ts'

const DAY = 86_400
/** File systems that hold something of their own. */
const DISKS = 'fstype!~"tmpfs|ramfs|overlay|squashfs|nsfs"'

/** Is it well? What comes in, and the machine it runs on. */
export const overview: Dashboard = {
  name: 'overview',
  title: ['Visão geral', 'Overview'],
  rows: [
    row(
      ['Agora', 'Now'],
      number(['Serviços fora do ar', 'Services down'], 'short', 'count(up == 0) or (0 * count(up))', {
        steps: noneIsGood,
      }),
      number(['Alertas disparando', 'Alerts firing'], 'short', 'count(ALERTS{alertstate="firing"}) - 1', {
        steps: noneIsGood,
      }),
      answers(['Banco de dados', 'Database'], 'min(probe_success{probe="database"})'),
      answers(['WhatsApp', 'WhatsApp'], 'min(sparkone_dependency_up{dependency="evolution"})'),
      answers(['E-mail', 'E-mail'], 'min(sparkone_dependency_up{dependency="smtp"})'),
      number(['Versão', 'Version'], 'none', 'count by (version, commit) (sparkone_build_info)', {
        legend: '{{version}} {{commit}}',
        shows: 'name',
      }),
    ),
    row(
      ['Requisições', 'Requests'],
      lines(['Requisições por minuto', 'Requests a minute'], 'reqpm', [
        { expr: 'sum by (status) (rate(sparkone_http_requests_total[$__rate_interval])) * 60', legend: '{{status}}' },
      ]),
      lines(['Tempo de resposta', 'Time to answer'], 's', [
        {
          expr: 'histogram_quantile(0.95, sum by (le) (rate(sparkone_http_request_latency_seconds_bucket[$__rate_interval])))',
          legend: 'p95',
        },
        {
          expr: 'histogram_quantile(0.5, sum by (le) (rate(sparkone_http_request_latency_seconds_bucket[$__rate_interval])))',
          legend: 'p50',
        },
      ]),
      lines(['Por rota', 'By route'], 'reqpm', [
        {
          expr: 'topk(10, sum by (method, route) (rate(sparkone_http_requests_total[$__rate_interval])) * 60)',
          legend: '{{method}} {{route}}',
        },
      ]),
      lines(['Recusadas: credencial ou excesso', 'Refused: credentials or too many'], 'short', [
        {
          expr: 'sum by (surface, reason) (increase(sparkone_auth_failures_total[$__rate_interval]))',
          legend: '{{surface}} {{reason}}',
        },
        {
          expr: 'sum by (surface, reason) (increase(sparkone_rate_limit_hits_total[$__rate_interval]))',
          legend: '{{surface}} {{reason}}',
        },
      ]),
    ),
    row(
      ['Mensagens recebidas', 'Messages received'],
      lines(
        ['Mensagens', 'Messages'],
        'short',
        [
          {
            expr: 'sum by (channel, status) (increase(sparkone_ingestion_total[$__rate_interval]))',
            legend: '{{channel}} {{status}}',
          },
        ],
        { width: 8 },
      ),
      lines(
        ['O que pedem', 'What they ask'],
        'short',
        [{ expr: 'sum by (result) (increase(sparkone_classification_total[$__rate_interval]))', legend: '{{result}}' }],
        { width: 8 },
      ),
      lines(
        ['Da chegada à resposta', 'From arrival to answer'],
        's',
        [
          {
            expr: 'histogram_quantile(0.95, sum by (le, channel) (rate(sparkone_message_processing_duration_seconds_bucket[$__rate_interval])))',
            legend: '{{channel}} p95',
          },
        ],
        { width: 8 },
      ),
    ),
    row(
      ['Compreensão', 'Understanding'],
      lines(
        ['Quem entendeu', 'Who understood'],
        'short',
        [
          {
            expr: 'sum by (provider) (increase(sparkone_classification_total[$__rate_interval]))',
            legend: '{{provider}}',
          },
        ],
        { width: 8 },
      ),
      lines(
        ['Perguntas a modelos', 'Questions to models'],
        'short',
        [
          {
            expr: 'sum by (provider, outcome) (increase(sparkone_llm_requests_total[$__rate_interval]))',
            legend: '{{provider}} {{outcome}}',
          },
        ],
        { width: 8 },
      ),
      answers(['Agno', 'Agno'], 'min(sparkone_dependency_up{dependency="agno"})'),
      answers(['Modelo', 'Model'], 'min(sparkone_dependency_up{dependency="openai"})'),
      lines(
        ['Circuitos: 2 é em descanso', 'Circuits: 2 is left alone'],
        'short',
        [{ expr: 'max by (dependency) (sparkone_circuit_state)', legend: '{{dependency}}' }],
        { width: 8 },
      ),
    ),
    row(
      ['Servidor', 'Server'],
      lines(
        ['CPU', 'CPU'],
        'percentunit',
        [
          {
            expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
            legend: '{{instance}}',
          },
        ],
        { width: 8 },
      ),
      lines(
        ['Memória', 'Memory'],
        'percentunit',
        [{ expr: '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes', legend: '{{instance}}' }],
        { width: 8 },
      ),
      lines(
        ['Disco', 'Disk'],
        'percentunit',
        [
          {
            expr: `1 - max by (mountpoint) (node_filesystem_avail_bytes{${DISKS}} / node_filesystem_size_bytes{${DISKS}})`,
            legend: '{{mountpoint}}',
          },
        ],
        { width: 8, steps: worse(0.8, 0.9) },
      ),
      lines(['CPU por contêiner', 'CPU by container'], 'percentunit', [
        {
          expr: 'sum by (name) (rate(container_cpu_usage_seconds_total{name!=""}[$__rate_interval]))',
          legend: '{{name}}',
        },
      ]),
      lines(['Memória por contêiner', 'Memory by container'], 'bytes', [
        { expr: 'sum by (name) (container_memory_working_set_bytes{name!=""})', legend: '{{name}}' },
      ]),
    ),
    row(
      ['Entrada e monitoramento', 'Entrance and monitoring'],
      lines(
        ['Traefik: requisições por minuto', 'Traefik: requests a minute'],
        'reqpm',
        [
          {
            expr: 'sum by (entrypoint, code) (rate(traefik_entrypoint_requests_total[$__rate_interval])) * 60',
            legend: '{{entrypoint}} {{code}}',
          },
        ],
        { width: 8 },
      ),
      number(
        ['Certificado vence em', 'Certificate expires in'],
        'dtdurations',
        'min(max by (cn, sans) (traefik_tls_certs_not_after) or min by (instance) (probe_ssl_earliest_cert_expiry)) - time()',
        {
          width: 8,
          steps: [
            [null, 'red'],
            [14 * DAY, 'orange'],
            [28 * DAY, 'green'],
          ],
        },
      ),
      lines(
        ['Avisos que o Alertmanager não entregou', 'What Alertmanager could not deliver'],
        'short',
        [
          {
            expr: 'sum by (integration) (increase(alertmanager_notifications_failed_total[$__rate_interval]))',
            legend: '{{integration}}',
          },
        ],
        { width: 8 },
      ),
    ),
  ],
}
