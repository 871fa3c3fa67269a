import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { root } from '../../support/project-files.ts'

const SCRIPT = `
import { registerHooks } from 'node:module'
const seen = []
registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context) } })
const loaded = () => seen.some((url) => /node_modules\\/(@?better-auth|@simplewebauthn)\\//.test(url))
const { createMemoryAccountRecords, createMemoryStorage, createIds, systemClock } = await import('./adapters/memory/index.ts')
const { createAuthenticator } = await import('./adapters/better-auth/index.ts')
const { makeAccounts } = await import('./core/accounts/index.ts')
const { makeCore } = await import('./core/index.ts')
const { DEFAULT_SETTINGS } = await import('./core/settings.ts')
await import('./runtime/sparkone.ts')
const shared = { records: createMemoryAccountRecords(), storage: createMemoryStorage({ clock: systemClock }), clock: systemClock, ids: createIds(), onEvent() {} }
const authenticator = createAuthenticator({
  ...shared, observer: { observe() {} }, secret: null, oidc: null, requireMfa: false,
  sessionSeconds: { absolute: 60, idle: 60 },
})
const core = makeCore({ ...shared, settings: DEFAULT_SETTINGS, channels: {}, accountRecords: shared.records })
await core.people.ensureOperators([])
const accounts = makeAccounts({ ...shared, authenticator })
const token = await accounts.ensureFirst(null)
await core.jobs['storage.purge']({})
const before = loaded()
await accounts.authenticator.sessions.current({ cookie: null, address: '::1', userAgent: null, keepsSecure: false, origin: 'http://localhost' })
console.log(JSON.stringify({ hasToken: token !== null, before, after: loaded() }))
`

describe('the sign-in library', () => {
  it('is not loaded by a start, the first link or the purge, but by the first request that needs it', () => {
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(JSON.parse(output)).toEqual({ hasToken: true, before: false, after: true })
  })
})
