import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { read } from '../support/project-files.ts'
import { composeFile } from './support/compose-file.ts'

interface Router {
  readonly entryPoints: readonly string[]
  readonly rule: string
  readonly priority?: number
  readonly middlewares?: readonly string[]
  readonly service: string
  readonly tls?: { readonly certResolver: string; readonly options: string }
}

interface Dynamic {
  readonly http: {
    readonly routers: Readonly<Record<string, Router>>
    readonly services: Readonly<Record<string, { loadBalancer: { servers: readonly { url: string }[] } }>>
    readonly middlewares: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  }
  readonly tls: { readonly options: Readonly<Record<string, { minVersion: string }>> }
}

const { http, tls } = parse(read('ops/traefik/dynamic.yml')) as Dynamic
const routers = Object.entries(http.routers)
const proxy = composeFile('ops/staging-compose.yml').services['reverse-proxy']
const flags = new Map((proxy?.command ?? []).map((flag) => flag.replace(/^--/, '').split(/=(.*)/s) as [string, string]))

describe('the routes of Traefik', () => {
  it.each(routers)('%s names an entry point, a service and middlewares that exist', (_, router) => {
    for (const name of router.entryPoints) expect(flags.has(`entrypoints.${name}.address`), name).toBe(true)
    expect(http.services).toHaveProperty([router.service])
    for (const name of router.middlewares ?? []) expect(http.middlewares).toHaveProperty([name])
    if (router.tls === undefined) return
    expect(tls.options).toHaveProperty([router.tls.options])
    expect(flags.has(`certificatesresolvers.${router.tls.certResolver}.acme.storage`)).toBe(true)
  })

  it('all but the one for this machine speak TLS for one domain alone', () => {
    for (const [name, { rule, tls: secured, entryPoints }] of routers) {
      if (name === 'loopback') expect(entryPoints).toEqual(['loopback'])
      else
        expect([name, rule, secured?.options]).toEqual([
          name,
          expect.stringContaining('Host(`{{ env "DOMAIN" }}`)'),
          'modern',
        ])
    }
    expect(tls.options.modern?.minVersion).toBe('VersionTLS12')
    expect(proxy?.environment?.DOMAIN).toBeDefined()
  })

  it('the entry point without TLS is published on this machine alone, that of the metrics nowhere', () => {
    const published = new Map((proxy?.ports ?? []).map((it) => [it.split(':').at(-1), it]))
    expect(published.get(flags.get('entrypoints.loopback.address')?.slice(1))).toMatch(/^127\.0\.0\.1:/)
    expect(
      published.has(flags.get(`entrypoints.${flags.get('metrics.prometheus.entrypoint')}.address`)?.slice(1)),
    ).toBe(false)
    expect(flags.get('entrypoints.web.http.redirections.entrypoint.scheme')).toBe('https')
  })

  it('metrics are shown to nobody outside, before any other route', () => {
    const first = routers.toSorted(([, a], [, b]) => (b.priority ?? 0) - (a.priority ?? 0))[0]
    expect(first).toMatchObject([
      'metrics',
      { rule: expect.stringContaining('PathPrefix(`/metrics`)'), middlewares: ['nobody'] },
    ])
    expect(http.middlewares.nobody).toEqual({ ipAllowList: { sourceRange: ['127.0.0.1/32'] } })
  })

  it('no route that is read from buffers, so that streams flow', () => {
    const buffering = routers.filter(([, { middlewares = [] }]) =>
      middlewares.some((name) => 'buffering' in (http.middlewares[name] ?? {})),
    )
    expect(buffering.map(([name]) => name)).toEqual(['writes'])
    for (const [, { rule }] of buffering) expect(rule).not.toMatch(/`GET`/)
  })

  it('deliveries of messages and alerts are not turned away for their number or their size', () => {
    expect(http.routers.deliveries?.middlewares).toEqual(['headers'])
  })

  it('reads flags alone, and believes no address that a caller names', () => {
    expect([...flags.keys()].filter((name) => /configfile|forwardedheaders|insecure/i.test(name))).toEqual([])
  })
})
