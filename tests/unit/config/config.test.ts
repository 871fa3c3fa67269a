import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { envExample } from '../../../config/example.ts'
import { VARIABLES } from '../../../config/variables.ts'
import { ConfigError, loadConfig } from '../../../config.ts'

const noFiles = (): string => {
  throw new Error('no such file')
}
const load = (env: Record<string, string>, readFile: (path: string) => string = noFiles) => loadConfig(env, readFile)
const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    load({ LOCALE: 'en', ...env })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

const PRODUCTION = {
  ENVIRONMENT: 'production',
  API_KEY: 'k3y-of-somebody-serious',
  AUTH_SECRET: 'ZmYyYjQ5NTUtMGM2Mi00ZDQ4LWI1NDEt',
  DATABASE_URL: 'postgres://u:kept-to-ourselves@db:5432/sparkone',
}

describe('the configuration', () => {
  it('runs on nothing: embedded database, memory, inbox alone', () => {
    expect(load({})).toMatchObject({
      database: { kind: 'pglite', folder: './data' },
      redis: { kind: 'memory' },
      whatsapp: null,
      email: null,
      operatorNumbers: [],
      port: 8000,
    })
  })

  it('takes empty for absent', () => {
    const empty = Object.fromEntries(
      Object.values(VARIABLES).flatMap((group) => Object.keys(group).map((name) => [name, ' '])),
    )
    expect(load(empty)).toEqual(load({}))
  })

  it('reports every problem together, by name, and never a value', () => {
    const env = {
      PORT: 'eighty-secret',
      TIMEZONE: 'Mars/Secret',
      EVOLUTION_API_KEY: 'secret-evolution',
      SMTP_HOST: 'mail.example.org',
      SMTP_USERNAME: 'secret-user',
      WHATSAPP_NOTIFY_NUMBERS: '5511988887777,secret-number',
      FALLBACK_EMAIL: 'not-secret-mail',
      QUIET_HOURS: '22:00-22:00',
    }
    const problems = problemsOf(env)
    for (const name of [
      'PORT',
      'TIMEZONE',
      'EVOLUTION_API_BASE_URL',
      'SMTP_PASSWORD',
      'SMTP_FROM',
      'FALLBACK_EMAIL',
      'QUIET_HOURS',
    ]) {
      expect(
        problems.some((problem) => problem.startsWith(name)),
        name,
      ).toBe(true)
    }
    expect(problems.join()).toContain('entry 2')
    expect(problems.join()).not.toMatch(/secret/)
  })

  it.each([
    [{ UPSTASH_REDIS_REST_URL: 'https://x.example' }, 'UPSTASH_REDIS_REST_TOKEN'],
    [{ UPSTASH_REDIS_REST_TOKEN: 'token' }, 'UPSTASH_REDIS_REST_URL'],
    [{ EVOLUTION_API_BASE_URL: 'http://evolution:8080' }, 'EVOLUTION_API_KEY'],
    [{ WEB_ADMIN_EMAIL: 'a@example.org' }, 'WEB_ADMIN_PASSWORD'],
    [{ WEB_ADMIN_PASSWORD: 'doze caracteres' }, 'WEB_ADMIN_EMAIL'],
    [{ OIDC_ISSUER: 'https://id.example.org' }, 'OIDC_CLIENT_ID'],
    [{ OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'a' }, 'OIDC_CLIENT_SECRET'],
    [{ OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }, 'OIDC_ISSUER'],
    [{ FALLBACK_EMAIL: 'a@b.co' }, 'SMTP_HOST'],
    [{ SMTP_HOST: 'h', SMTP_FROM: 'a@b.co', SMTP_PASSWORD: 'p' }, 'SMTP_USERNAME'],
  ])('refuses half an integration, naming what is missing', (env, missing) => {
    expect(problemsOf(env).join()).toContain(`${missing} is missing`)
  })

  it.each([
    [{}, { kind: 'pglite' }, { kind: 'memory' }],
    [
      { DATABASE_URL: 'pglite:///var/lib/sparkone' },
      { kind: 'pglite', folder: '/var/lib/sparkone' },
      { kind: 'memory' },
    ],
    [{ DATABASE_URL: 'postgres://db/x', REDIS_URL: 'redis://r:6379' }, { kind: 'postgres' }, { kind: 'tcp' }],
    [
      { DATABASE_URL: 'postgresql://db/x', UPSTASH_REDIS_REST_URL: 'https://r', UPSTASH_REDIS_REST_TOKEN: 't' },
      { kind: 'postgres' },
      { kind: 'upstash' },
    ],
  ])('chooses adapters by what is set: %j', (env, database, redis) => {
    expect(load(env)).toMatchObject({ database, redis })
  })

  it.each(['mysql://db/x', 'pglite://', 'nonsense'])('says what a database URL is when it is given %j', (url) => {
    expect(problemsOf({ DATABASE_URL: url })).toEqual([
      'DATABASE_URL must be a URL that starts with postgres:// or names a folder as pglite://path.',
    ])
  })

  it('does not call missing what is there and cannot be read', () => {
    const half = { EVOLUTION_API_BASE_URL: 'nowhere', EVOLUTION_API_KEY: 'k', LLM_MODEL: 'm', LLM_BASE_URL: 'nowhere' }
    expect(problemsOf(half)).toEqual([
      expect.stringMatching(/^EVOLUTION_API_BASE_URL must be/),
      expect.stringMatching(/^LLM_BASE_URL must be/),
    ])
    const unread = { ...PRODUCTION, API_KEY: '', API_KEY_FILE: '/none', DATABASE_URL: 'mysql://db' }
    expect(problemsOf(unread)).toEqual([
      expect.stringMatching(/^DATABASE_URL must be/),
      expect.stringMatching(/^API_KEY_FILE /),
    ])
    // An empty file is an empty variable.
    const empty = { EVOLUTION_API_BASE_URL_FILE: '/empty', EVOLUTION_API_KEY: 'k', LOCALE: 'en' }
    expect(() => load(empty, () => '')).toThrow('EVOLUTION_API_BASE_URL is missing')
  })

  it('refuses a first account and a secret that are none', () => {
    const given = { WEB_ADMIN_EMAIL: 'ana', WEB_ADMIN_PASSWORD: 'doze caracteres', AUTH_SECRET: 'curto demais' }
    expect(problemsOf(given)).toEqual([
      expect.stringMatching(/^AUTH_SECRET must have at least 32/),
      expect.stringMatching(/^WEB_ADMIN_EMAIL must be one plain/),
    ])
  })

  it('takes a folder by a relative path', () => {
    expect(load({ DATABASE_URL: 'pglite://./data dir' }).database).toMatchObject({ folder: './data dir' })
  })

  it.each(['proxy.example.org', '10.0.0.0/40', '10.0.0.1,nobody'])('trusts no proxy it cannot know: %s', (proxies) => {
    expect(problemsOf({ TRUSTED_PROXIES: proxies }).join()).toMatch(/^TRUSTED_PROXIES must be IP addresses/)
  })

  it('sends mail to the port that goes with the security asked for', () => {
    const mail = { SMTP_HOST: 'mail.example.org', SMTP_FROM: 'a@b.co' }
    expect(load(mail).email?.port).toBe(587)
    expect(load({ ...mail, SMTP_SECURITY: 'tls' }).email?.port).toBe(465)
    expect(load({ ...mail, SMTP_SECURITY: 'tls', SMTP_PORT: '2465' }).email?.port).toBe(2465)
  })

  it('speaks of one problem and of several', () => {
    expect(() => load({ PORT: 'x', LOCALE: 'en' })).toThrow('The configuration has a problem:\n  - PORT')
    expect(() => load({ PORT: 'x', TIMEZONE: 'x', LOCALE: 'en' })).toThrow('The configuration has 2 problems:')
  })

  it('speaks Portuguese unless LOCALE says otherwise, whatever else is wrong, and names the same variables', () => {
    const wrong = { PORT: 'x', LOG_LEVEL: 'loud', SMTP_PASSWORD: 'x', WHATSAPP_NOTIFY_NUMBERS: '1', TIMEZONE: 'x' }
    const names = (locale: string) =>
      problemsOf({ ...wrong, LOCALE: locale }).map((problem) => problem.split(/[ :]/)[0])
    expect(() => load(wrong)).toThrow(
      'A configuração tem 5 problemas:\n  - PORT deve ser um número inteiro de 1 a 65535.',
    )
    expect(names('pt-BR')).toEqual(names('en'))
    expect(problemsOf({ LOCALE: 'fr' })).toEqual(['LOCALE must be pt-BR or en.'])
  })

  it('reads NAME_FILE, and refuses both forms at once or a file that is not there', () => {
    expect(load({ API_KEY_FILE: '/run/secrets/key' }, () => 'from-a-file-secret\n').apiKey).toBe('from-a-file-secret')
    expect(problemsOf({ API_KEY_FILE: '/nowhere' })).toEqual(['API_KEY_FILE names a file that cannot be read.'])
    expect(problemsOf({ API_KEY_FILE: '/x', API_KEY: 'sixteen-characters' }).join()).toContain('both set')
  })

  it('accepts staging, and operators by any spelling of their number', () => {
    const config = load({ ENVIRONMENT: 'staging', WHATSAPP_NOTIFY_NUMBERS: '+55 (11) 98888-7777, 5521999990000' })
    expect(config).toMatchObject({ environment: 'staging', operatorNumbers: ['5511988887777', '5521999990000'] })
  })
})

describe('production', () => {
  it('starts when all is set', () => {
    expect(problemsOf(PRODUCTION)).toEqual([])
  })

  it.each([
    [{ API_KEY: '' }, 'API_KEY'],
    [{ API_KEY: 'change-me-change-me' }, 'API_KEY'],
    [{ AUTH_SECRET: '' }, 'AUTH_SECRET'],
    [{ AUTH_SECRET: 'change-me-change-me-change-me-change-me' }, 'AUTH_SECRET'],
    [{ WEB_ADMIN_EMAIL: 'a@example.org', WEB_ADMIN_PASSWORD: 'change-me-please' }, 'WEB_ADMIN_PASSWORD'],
    [{ EVOLUTION_API_BASE_URL: 'http://e', EVOLUTION_API_KEY: 'BQYHJGJHJ' }, 'EVOLUTION_API_KEY'],
    [{ DATABASE_URL: '' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://sparkone:sparkone@db/sparkone' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://sparkone:change-me@db/sparkone' }, 'DATABASE_URL'],
    [{ UPSTASH_REDIS_REST_URL: 'https://r', UPSTASH_REDIS_REST_TOKEN: 'your-token-here' }, 'UPSTASH_REDIS_REST_TOKEN'],
    [{ EVOLUTION_WEBHOOK_SECRET: 'aaaaaaaaaaaaaaaaaaaa' }, 'EVOLUTION_WEBHOOK_SECRET'],
    [
      { SMTP_HOST: 'mail.example.org', SMTP_FROM: 'a@b.co', SMTP_USERNAME: 'u', SMTP_PASSWORD: 'password' },
      'SMTP_PASSWORD',
    ],
    [{ SMTP_HOST: 'mail.example.org', SMTP_FROM: 'a@b.co', SMTP_SECURITY: 'none' }, 'SMTP_SECURITY'],
  ])('refuses what is only fit for trying out: %j', (env, name) => {
    expect(problemsOf({ ...PRODUCTION, ...env }).some((problem) => problem.startsWith(name))).toBe(true)
  })

  it('lets mail in clear stay on the machine', () => {
    expect(problemsOf({ ...PRODUCTION, SMTP_HOST: '127.0.0.1', SMTP_FROM: 'a@b.co', SMTP_SECURITY: 'none' })).toEqual(
      [],
    )
  })
})

describe('.env.example', () => {
  it('lists exactly the variables that exist', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
  })

  it('sets nothing: a copy of it changes nothing', () => {
    expect(envExample()).not.toMatch(/^[^#\n]/m)
  })
})
