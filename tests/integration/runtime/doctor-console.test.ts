import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadConfig } from '../../../config.ts'
import { consoleFound, providerFound } from '../../../runtime/doctor/console.ts'
import { wordsIn } from '../../../runtime/doctor/words.ts'
import { startOidcServer } from '../../support/oidc-server.ts'
import { freePort } from '../../support/tethered.ts'

const words = wordsIn('en')
const noFile = (): string => ''

describe('the console', () => {
  const PRODUCTION = {
    ENVIRONMENT: 'production',
    API_KEY: 'spk_5b1c2d3e4f5a6b7c',
    AUTH_SECRET: 'f'.repeat(8) + crypto.randomUUID(),
  }
  const found = (env: Record<string, string>) =>
    consoleFound(loadConfig({ DATABASE_URL: 'pglite://./data', ...env }, noFile), words)

  it.each<[string, string, RegExp, Record<string, string>]>([
    [
      'well on the first day, where its secret is made',
      'ok',
      /localhost:8000\/web, with a secret that the database/,
      {},
    ],
    [
      'well over https',
      'ok',
      /ops\.example\.org\/web, with AUTH_SECRET set/,
      { ...PRODUCTION, PUBLIC_URL: 'https://ops.example.org' },
    ],
    ['a warning over plain http from elsewhere', 'warning', /without https/, { HOST: '0.0.0.0' }],
    [
      'a warning at a public address without https',
      'warning',
      /without https/,
      { PUBLIC_URL: 'http://ops.example.org' },
    ],
    [
      'broken in production without https',
      'failed',
      /without https/,
      { ...PRODUCTION, PUBLIC_URL: 'http://ops.example.org' },
    ],
    [
      'a warning in production without an address of its own',
      'warning',
      /./,
      { ...PRODUCTION, TRUSTED_PROXIES: '10.0.0.0/8' },
    ],
  ])('is %s', (_, status, text, env) => {
    const finding = found(env)
    expect(finding).toMatchObject({ status, found: expect.stringMatching(text) })
    expect(finding.advice === null).toBe(status === 'ok')
    expect(JSON.stringify(finding)).not.toContain(PRODUCTION.AUTH_SECRET)
  })
})

describe('the provider that people sign in with', () => {
  const found = (issuer: string | null) => {
    const oidc = issuer === null ? null : { issuer, clientId: 'sparkone', clientSecret: 'canary' }
    return providerFound({ console: { oidc } }, words)
  }

  it('is off where none is configured', async () => {
    expect(await found(null)).toMatchObject({ status: 'off' })
  })

  it('is well when it calls itself what it is called, with a slash at the end or without', async () => {
    const oidc = await startOidcServer()
    onTestFinished(oidc.close)
    expect(await found(oidc.issuer)).toMatchObject({ status: 'ok' })
    expect(await found(`${oidc.issuer}/`)).toMatchObject({ status: 'ok' })
  })

  it.each([
    ['is not there', null, 'failed', /not answer/],
    ['is no provider', { hello: 'world' }, 'failed', /not answer/],
    [
      'calls itself something else',
      { issuer: 'https://other.example' },
      'failed',
      /calls itself https:\/\/other\.example/,
    ],
  ] as const)('is told of when it %s', async (_, said, status, text) => {
    const port = await freePort()
    if (said !== null) {
      const server = createServer((__, response) => void response.end(JSON.stringify(said))).listen(port, '127.0.0.1')
      await once(server, 'listening')
      onTestFinished(() => void server.close())
    }
    const finding = await found(`http://127.0.0.1:${port}`)
    expect(finding).toMatchObject({
      status,
      found: expect.stringMatching(text),
      advice: expect.stringContaining('OIDC_ISSUER'),
    })
  })
})
