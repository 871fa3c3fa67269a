import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Variable } from '../../config/variable.ts'
import { VARIABLES } from '../../config/variables.ts'
import { projectFiles, read } from '../support/project-files.ts'
import { type ComposeFile, composeFile, type Service } from './support/compose-file.ts'
import {
  definesWhatItUses,
  guardsTheSocket,
  hasLimits,
  isHardened,
  keepsSecretsInFiles,
  knowsItsKeys,
  mountsWhatExists,
  pinsImages,
  publishesTheProxyAlone,
  type Rule,
  splitsNetworks,
  trustsTheProxyAlone,
  waitsForHealth,
  watchesHealth,
} from './support/compose-rules.ts'

const STAGING = 'ops/staging-compose.yml'
const DEVELOPMENT = 'docker-compose.yml'

const everywhere: Readonly<Record<string, Rule>> = {
  'has no unknown keys': knowsItsKeys,
  'pins every image to a version': pinsImages,
  'checks the health of all that stays': watchesHealth,
  'waits for what it needs to be healthy': waitsForHealth,
  'defines the networks, volumes and secrets it uses': definesWhatItUses,
}

const onTheServer: Readonly<Record<string, Rule>> = {
  ...everywhere,
  'limits memory, processors and processes': hasLimits,
  'runs nothing as root, writable or with capabilities': isHardened,
  'publishes the proxy alone': publishesTheProxyAlone,
  'hands over secrets as files': keepsSecretsInFiles,
  "shows Docker's socket to a reading proxy alone": guardsTheSocket,
  'mounts only what exists, and to read': mountsWhatExists('ops'),
  'keeps the data apart from the outside': splitsNetworks,
  'trusts the proxy alone': trustsTheProxyAlone,
}

describe(STAGING, () => {
  it.each(Object.entries(onTheServer))('%s', (_, rule) => {
    expect(rule(composeFile(STAGING))).toEqual([])
  })

  it('has the services that the documents name', () => {
    expect(Object.keys(composeFile(STAGING).services)).toEqual(
      expect.arrayContaining(
        'reverse-proxy api worker migrate postgres redis prometheus alertmanager grafana cadvisor node-exporter'.split(
          ' ',
        ),
      ),
    )
  })

  it('passes on every variable that SparkOne reads, what is secret as a file and nothing else', () => {
    const variables: readonly Variable[] = Object.values(VARIABLES).flatMap((group) => Object.values(group))
    const passed = Object.keys(composeFile(STAGING).services.worker?.environment ?? {})
    // The worker has no port of its own; the rest is set for it.
    const expected = variables.filter(({ name }) => !/^(PORT|HOST)$/.test(name)).map(({ name }) => name)
    const withoutFile = passed.map((name) => (expected.includes(name) ? name : name.replace(/_FILE$/, '')))
    expect(withoutFile.toSorted()).toEqual(expected.toSorted())
    const secrets = variables.filter(({ secret }) => secret).map(({ name }) => name)
    expect(passed).toEqual(expect.arrayContaining(secrets.map((name) => `${name}_FILE`)))
  })

  it('tells administrators that Evolution API, of a licence of its own, is in use', () => {
    expect(read(STAGING)).toMatch(/Evolution API is a project of its own: Apache-2\.0 with further conditions/)
    expect(composeFile(STAGING).services.evolution?.image).toBe('evoapicloud/evolution-api:v2.3.7')
    expect(composeFile(STAGING).services.evolution?.profiles).toEqual(['whatsapp'])
  })

  it('uses no variable of .env that nobody sets, without a default', () => {
    const required = [...read(STAGING).matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name)
    expect(new Set(required)).toEqual(new Set(['SPARKONE_IMAGE', 'DOMAIN']))
    const bare = [...read(STAGING).matchAll(/\$\{(\w+)\}/g)]
    expect(bare).toEqual([])
  })
})

describe(DEVELOPMENT, () => {
  it.each(Object.entries(everywhere))('%s', (_, rule) => {
    expect(rule(composeFile(DEVELOPMENT))).toEqual([])
  })

  it('listens on this machine alone', () => {
    expect(publishesTheProxyAlone(composeFile(DEVELOPMENT))).toEqual([])
  })
})

type Change = (file: ComposeFile & { services: Record<string, Service> }) => void
const service = (name: string, change: Partial<Record<keyof Service | 'surprise', unknown>>): Change => {
  return (file) => void Object.assign(file.services[name] ?? {}, change)
}

const planted: readonly (readonly [string, Rule, Change])[] = [
  ['api: surprise', knowsItsKeys, service('api', { surprise: 1 })],
  ['redis: redis:latest', pinsImages, service('redis', { image: 'redis:latest' })],
  ['redis: redis is', pinsImages, service('redis', { image: 'redis' })],
  ['redis: redis:8 is', pinsImages, service('redis', { image: 'redis:8' })],
  ['grafana: has no health', watchesHealth, service('grafana', { healthcheck: {} })],
  ['grafana: has no health', watchesHealth, service('grafana', { healthcheck: { disable: true } })],
  [
    'api: needs postgres as',
    waitsForHealth,
    service('api', { depends_on: { postgres: { condition: 'service_started' } } }),
  ],
  ['api: needs mysql', waitsForHealth, service('api', { depends_on: { mysql: { condition: 'service_healthy' } } })],
  ['api: has no mem_limit', hasLimits, service('api', { mem_limit: undefined })],
  ['api: has no cpus', hasLimits, service('api', { cpus: undefined })],
  ['api: has no pids_limit', hasLimits, service('api', { pids_limit: undefined })],
  ['api: runs as root', isHardened, service('api', { user: undefined })],
  ['api: runs as root', isHardened, service('api', { user: '0:0' })],
  ['api: may write', isHardened, service('api', { read_only: false })],
  ['api: keeps cap', isHardened, service('api', { cap_drop: [] })],
  ['api: takes cap', isHardened, service('api', { cap_add: ['NET_ADMIN'] })],
  ['api: is privileged', isHardened, service('api', { privileged: true })],
  ['api: may gain', isHardened, service('api', { security_opt: [] })],
  ['postgres: publishes 5432', publishesTheProxyAlone, service('postgres', { ports: ['5432:5432'] })],
  ['grafana: publishes 3000', publishesTheProxyAlone, service('grafana', { ports: ['3000:3000'] })],
  ['api: API_KEY', keepsSecretsInFiles, service('api', { environment: { API_KEY: 'x' } })],
  ['api: SMTP_PASSWORD', keepsSecretsInFiles, service('api', { environment: { SMTP_PASSWORD: null } })],
  ['api: takes a whole', keepsSecretsInFiles, service('api', { env_file: '../.env' })],
  ['cadvisor: sees', guardsTheSocket, service('cadvisor', { volumes: ['/var/run:/var/run:ro'] })],
  ['cadvisor: sees', guardsTheSocket, service('cadvisor', { volumes: ['/:/rootfs:ro'] })],
  ['docker-socket-proxy: lets', guardsTheSocket, service('docker-socket-proxy', { environment: { POST: 1 } })],
  ['api: network', definesWhatItUses, service('api', { networks: ['nowhere'] })],
  ['api: secret', definesWhatItUses, service('api', { secrets: ['nothing'] })],
  ['api: volume', definesWhatItUses, service('api', { volumes: ['nothing:/data'] })],
  ['api: ./gone does', mountsWhatExists('ops'), service('api', { volumes: ['./gone:/gone:ro'] })],
  ['api: may write to ./lib', mountsWhatExists('ops'), service('api', { volumes: ['./lib:/lib'] })],
  ['api: may write to /etc', mountsWhatExists('ops'), service('api', { volumes: ['/etc:/etc'] })],
  ['backend: has', splitsNetworks, (file) => void Object.assign(file.networks ?? {}, { backend: {} })],
  ['postgres: is reached', splitsNetworks, service('postgres', { networks: ['backend', 'outside'] })],
  ['reverse-proxy: reaches', splitsNetworks, service('reverse-proxy', { networks: ['edge', 'backend'] })],
  ['api: is on the network of all', splitsNetworks, service('api', { networks: undefined })],
  ['edge: more', trustsTheProxyAlone, service('grafana', { networks: ['edge'] })],
  ['api: trusts', trustsTheProxyAlone, service('api', { environment: { TRUSTED_PROXIES: '0.0.0.0/0' } })],
]

describe('a Compose file with a planted fault', () => {
  it.each(planted)('is caught: %s', (words, rule, change) => {
    const file = composeFile(STAGING)
    change(file)
    expect(rule(file).filter((problem) => problem.startsWith(words))).not.toEqual([])
  })
})

describe('Prometheus and the Compose file', () => {
  const { services } = composeFile(STAGING)
  const jobs = (parse(read('ops/prometheus/prometheus.yml')) as { scrape_configs: readonly ScrapeJob[] }).scrape_configs

  it('call the same things by the same names', () => {
    expect(jobs.map(({ job_name }) => job_name).filter((name) => !(name in services))).toEqual([])
    expect(jobs.map(({ job_name }) => job_name)).toEqual(
      expect.arrayContaining(['api', 'worker', 'reverse-proxy', 'cadvisor', 'node-exporter']),
    )
  })

  it('up -d prometheus alone brings up all that it scrapes', () => {
    const started = Object.keys(services.prometheus?.depends_on ?? {})
    const scraped = jobs.map(({ job_name }) => job_name).filter((name) => name !== 'prometheus')
    expect(started.toSorted()).toEqual(scraped.toSorted())
  })

  it('share a network with every target', () => {
    for (const { job_name } of jobs) expect(services[job_name]?.networks, job_name).toContain('monitoring')
  })

  it.each(jobs.flatMap((job) => targetsOf(job).map((target) => [target] as const)))(
    'the target %s listens there',
    (target) => {
      const [host = '', port = ''] = target
        .replace(/^https?:\/\//, '')
        .replace(/\/.*$/, '')
        .split(':')
      const name = host === 'localhost' ? 'prometheus' : host
      expect(listens(name, services[name])).toContain(port)
    },
  )

  it('the key that it reads is mounted', () => {
    const files = jobs.flatMap(({ authorization }) => authorization?.credentials_file ?? [])
    expect(files).not.toEqual([])
    for (const file of files) expect(services.prometheus?.secrets).toContain(file.replace('/run/secrets/', ''))
  })

  it('the rules are the ones that ops/secrets.sh writes', () => {
    expect(services.prometheus?.volumes).toContain('./secrets/alerts.yml:/etc/prometheus/alerts.yml:ro')
    expect(read('ops/secrets.sh')).toMatch(/^put alerts\.yml /m)
  })

  it('the files that Alertmanager reads are mounted', () => {
    const text = `${read('ops/alertmanager/alertmanager.yml')}\n${read('ops/secrets.sh')}`
    const files = [...text.matchAll(/_file: \/run\/secrets\/(\w+)/g)].map(([, name]) => name)
    expect(files.length).toBeGreaterThan(1)
    expect(services.alertmanager?.secrets).toEqual(expect.arrayContaining(files))
  })

  it('the folder of the dashboards of each language is mounted', () => {
    const mounted = services.grafana?.volumes?.map((volume) => volume.split(':')[1]) ?? []
    const dashboards = projectFiles('ops/grafana/dashboard-*.json').map((path) => path.replace(/^.*\//, ''))
    expect(mounted.filter((path) => path?.startsWith('/etc/grafana/dashboards/pt-BR/')).toSorted()).toEqual(
      dashboards.map((name) => `/etc/grafana/dashboards/pt-BR/${name}`).toSorted(),
    )
    expect(mounted).toContain('/etc/grafana/dashboards/en')
    expect(services.grafana?.environment?.LOCALE).toMatch(/LOCALE:-pt-BR/)
  })
})

interface ScrapeJob {
  readonly job_name: string
  readonly authorization?: { readonly credentials_file: string }
  readonly static_configs?: readonly { readonly targets: readonly string[] }[]
  readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[]
}

const targetsOf = ({ static_configs = [], dns_sd_configs = [] }: ScrapeJob): readonly string[] => [
  ...static_configs.flatMap(({ targets }) => targets),
  ...dns_sd_configs.flatMap(({ names, port }) => names.map((name) => `${name}:${port}`)),
]

/** The ports that images listen on unless told otherwise; SparkOne and the proxy are told in the Compose file. */
const OF_THE_IMAGE: Readonly<Record<string, string>> = {
  prometheus: '9090',
  alertmanager: '9093',
  grafana: '3000',
  cadvisor: '8080',
  'node-exporter': '9100',
  'blackbox-exporter': '9115',
}

const listens = (name: string, it: Service | undefined): readonly string[] => [
  ...(OF_THE_IMAGE[name] === undefined ? [] : [OF_THE_IMAGE[name]]),
  ...[it?.environment?.PORT, it?.environment?.METRICS_PORT].filter((port) => port != null).map(String),
  ...(it?.command ?? []).flatMap((flag) => /^--entrypoints\.\w+\.address=:(\d+)$/.exec(flag)?.[1] ?? []),
]
