import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Certificate, makeCertificate } from '../../support/certificate.ts'
import { find } from '../../support/programs.ts'
import { read } from '../../support/project-files.ts'
import { freePort, spawnTethered, temporaryFolder, untilReady } from '../../support/tethered.ts'

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** The address the request comes from. */
  readonly from?: string
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface NginxServer {
  readonly tlsPort: number
  readonly plainPort: number
  /** What it shows. */
  readonly certificate: Certificate
  /** Lays a new certificate in the place of the old one and has nginx read it, as an operator would. */
  renew(certificate: Certificate): Promise<void>
  /** The answer as soon as its head is there. */
  open(path: string, ask?: Ask): Promise<IncomingMessage>
  ask(path: string, ask?: Ask): Promise<Answer>
  stop(): Promise<void>
}

/** ops/nginx/sparkone.conf for this machine: each change must find its place, or the file is not what is tested. */
const configuration = (changes: readonly (readonly [from: string, to: string])[]): string =>
  changes.reduce((conf, [from, to]) => {
    if (!conf.includes(from)) throw new Error(`ops/nginx/sparkone.conf has no longer: ${from}`)
    return conf.replaceAll(from, to)
  }, read('ops/nginx/sparkone.conf'))

/** A real nginx with ops/nginx/sparkone.conf before what listens on the port `upstream`. */
export const startNginx = async (upstream: number, first = makeCertificate()): Promise<NginxServer> => {
  const folder = temporaryFolder('nginx')
  const [tlsPort, plainPort] = [await freePort(), await freePort()]
  const trusted = [first]
  const opening = new Set<Promise<unknown>>()
  const lay = (certificate: Certificate): void => {
    writeFileSync(join(folder, 'cert.pem'), certificate.cert)
    writeFileSync(join(folder, 'key.pem'), certificate.key, { mode: 0o600 })
  }
  mkdirSync(join(folder, 'temporary'))
  lay(first)
  const conf = configuration([
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl', `listen 127.0.0.1:${tlsPort} ssl`],
    ['server 127.0.0.1:8000;', `server 127.0.0.1:${upstream};`],
    ['/etc/letsencrypt/live/sparkone.example.com/fullchain.pem', `${folder}/cert.pem`],
    ['/etc/letsencrypt/live/sparkone.example.com/privkey.pem', `${folder}/key.pem`],
    ['server_name sparkone.example.com', 'server_name localhost'],
  ])
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const temporary = kinds.map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`).join('\n')
  // A flood of 400 and what is passed on of it are more than the 512 connections of nginx's own.
  writeFileSync(
    join(folder, 'nginx.conf'),
    `pid ${folder}/pid;\nerror_log stderr;\nevents { worker_connections 2048; }\nhttp {\naccess_log off;\n${temporary}\n${conf}\n}\n`,
  )
  const nginx = (...args: readonly string[]) =>
    [find('nginx') ?? 'nginx', ['-p', folder, '-c', `${folder}/nginx.conf`, ...args]] as const
  const server = spawnTethered(...nginx('-g', 'daemon off;'), { log: join(folder, 'log') })

  const open = (path: string, { method = 'GET', headers = {}, body, from }: Ask = {}): Promise<IncomingMessage> => {
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          servername: 'localhost',
          port: tlsPort,
          path,
          method,
          headers: { host: 'localhost', ...headers },
          ca: trusted.map(({ cert }) => cert),
          agent: false,
          ...(from === undefined ? {} : { localAddress: from }),
        },
        resolve,
      )
      sent.once('error', reject)
      sent.end(body)
    })
    opening.add(answer)
    const ended = () => opening.delete(answer)
    answer.then(ended, ended)
    return answer
  }
  const ask = async (path: string, how: Ask = {}): Promise<Answer> => {
    const answer = await open(path, how)
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) }
  }
  await untilReady('nginx', server, () =>
    ask('/metrics').then(
      () => true,
      () => undefined,
    ),
  )
  return {
    tlsPort,
    plainPort,
    get certificate() {
      return trusted[0] ?? first
    },
    renew: async (certificate) => {
      trusted.unshift(certificate)
      // Who is about to connect knows only the old one, and may meet the new.
      await Promise.allSettled(opening)
      lay(certificate)
      for (const args of [['-t'], ['-s', 'reload']]) execFileSync(...nginx('-q', ...args), { stdio: 'pipe' })
    },
    open,
    ask,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
