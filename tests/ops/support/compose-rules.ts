import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../support/project-files.ts'
import { type ComposeFile, type Service, servicesOf } from './compose-file.ts'

/** What is wrong with a Compose file under one rule; each line names the service. */
export type Rule = (file: ComposeFile) => readonly string[]

const eachService =
  (look: (name: string, service: Service, file: ComposeFile) => readonly (string | false | undefined)[]): Rule =>
  (file) =>
    servicesOf(file).flatMap(([name, service]) =>
      look(name, service, file)
        .filter((problem) => typeof problem === 'string')
        .map((problem) => `${name}: ${problem}`),
    )

const KNOWN = new Set(
  (
    'image build init command entrypoint environment env_file ports volumes secrets networks profiles depends_on ' +
    'healthcheck user read_only cap_drop security_opt mem_limit cpus pids_limit restart tmpfs logging pid shm_size ' +
    'stop_grace_period scale'
  ).split(' '),
)

/** Those that must be root, and why stands at their line. */
const ROOT = new Set(['cadvisor', 'docker-socket-proxy', 'evolution'])
const WRITABLE = new Set(['evolution'])
/** What ops/deploy.sh makes on the server. */
const MADE_LATER = /^\.\/(secrets|textfile)(\/|$)/
const PINNED = /:v?\d+\.\d+(\.\d+)?[\w.-]*$/
const SECRET_NAME = /(PASSWORD|SECRET|TOKEN|API_KEY|_KEY|DATABASE_URL|REDIS_URL|CREDENTIALS)$/

const isOneShot = ({ restart }: Service) => restart === 'no'

export const knowsItsKeys: Rule = eachService((_, service) =>
  Object.keys(service).map((key) => !KNOWN.has(key) && `${key} is no key of a service`),
)

export const pinsImages: Rule = eachService((_, { image = '', build }) => [
  build === undefined && !image.startsWith('${SPARKONE_IMAGE:?') && !PINNED.test(image) && `${image} is not pinned`,
])

export const watchesHealth: Rule = eachService((_, service) => [
  isOneShot(service)
    ? service.healthcheck?.disable !== true && 'runs once and is watched'
    : !service.healthcheck?.test?.length && 'has no health check',
])

/** Whoever needs another waits until it is healthy; Prometheus alone must watch the sick as well. */
export const waitsForHealth: Rule = eachService((name, { depends_on = {} }, { services }) =>
  Object.entries(depends_on).flatMap(([other, { condition }]) => {
    const needed = services[other]
    if (needed === undefined) return [`needs ${other}, which is no service`]
    const right = isOneShot(needed)
      ? 'service_completed_successfully'
      : name === 'prometheus'
        ? 'service_started'
        : 'service_healthy'
    return [condition !== right && `needs ${other} as ${condition}`]
  }),
)

export const hasLimits: Rule = eachService((_, service) =>
  (['mem_limit', 'cpus', 'pids_limit'] as const).map((key) => service[key] === undefined && `has no ${key}`),
)

export const isHardened: Rule = eachService((name, service) => [
  (service.user === undefined || /^(0|root)(:|$)/.test(service.user)) && !ROOT.has(name) && 'runs as root',
  service.read_only !== true && !WRITABLE.has(name) && 'may write to its own file system',
  service.cap_drop?.join() !== 'ALL' && 'keeps capabilities',
  service.cap_add !== undefined && 'takes capabilities',
  service.privileged === true && 'is privileged',
  !service.security_opt?.includes('no-new-privileges:true') && 'may gain privileges',
])

export const publishesTheProxyAlone: Rule = eachService((name, { ports = [] }) =>
  ports.map((it) => !it.startsWith('127.0.0.1:') && name !== 'reverse-proxy' && `publishes ${it} to everybody`),
)

export const keepsSecretsInFiles: Rule = eachService((_, { environment = {}, env_file }) => [
  ...Object.keys(environment).map((name) => SECRET_NAME.test(name) && `${name} is in the environment`),
  env_file !== undefined && 'takes a whole file into its environment',
])

export const guardsTheSocket: Rule = eachService((name, { volumes = [], environment = {} }) =>
  volumes.flatMap((volume) => {
    const [source = '', , mode] = volume.split(':')
    const sees = /docker\.sock$|^\/(var\/)?run\/?$/.test(source) || (source === '/' && name !== 'node-exporter')
    if (!sees) return []
    return [
      name !== 'docker-socket-proxy' && `sees Docker's socket through ${source}`,
      mode !== 'ro' && 'may write to what it mounts',
      environment.POST !== 0 && 'lets more through than reading',
    ]
  }),
)

export const definesWhatItUses: Rule = eachService((_, service, { networks = {}, volumes = {}, secrets = {} }) => [
  ...(service.networks ?? []).map((it) => !(it in networks) && `network ${it} is not defined`),
  ...(service.secrets ?? []).map((it) => !(it in secrets) && `secret ${it} is not defined`),
  ...(service.volumes ?? [])
    .map((it) => it.split(':')[0] ?? '')
    .map((it) => !/^[./]/.test(it) && !(it in volumes) && `volume ${it} is not defined`),
])

/** @param folder The folder of the Compose file, from which its paths count. */
export const mountsWhatExists = (folder: string): Rule =>
  eachService((_, { volumes = [] }) =>
    volumes.flatMap((volume) => {
      const [source = '', , mode = ''] = volume.split(':')
      if (!source.startsWith('.')) return [source.startsWith('/') && !/^ro\b/.test(mode) && `may write to ${source}`]
      return [
        !MADE_LATER.test(source) && !existsSync(join(root, folder, source)) && `${source} does not exist`,
        mode !== 'ro' && source !== './secrets/acme' && `may write to ${source}`,
      ]
    }),
  )

/** The data has no way out, and nothing from outside a way to the data. */
export const splitsNetworks: Rule = (file) => [
  ...['backend', 'docker', 'evolution'].flatMap((it) =>
    file.networks?.[it]?.internal === true ? [] : [`${it}: has a way out`],
  ),
  ...eachService((name, { networks = [] }) => [
    networks.length === 0 && 'is on the network of all',
    name === 'reverse-proxy' && networks.includes('backend') && 'reaches the data',
    /^(postgres|redis)$/.test(name) &&
      networks.some((it) => !/^(backend|evolution)$/.test(it)) &&
      'is reached from beyond the data',
  ])(file),
]

/** The API believes what the proxy says of its callers, and nobody else. */
export const trustsTheProxyAlone: Rule = (file) => {
  const subnet = file.networks?.edge?.ipam?.config[0]?.subnet
  const on = servicesOf(file).filter(([, { networks }]) => networks?.includes('edge'))
  return [
    ...(on.map(([name]) => name).join() === 'reverse-proxy,api' ? [] : ['edge: more than the proxy and the API']),
    ...(file.services.api?.environment?.TRUSTED_PROXIES === subnet ? [] : ['api: trusts another range than edge']),
  ]
}
