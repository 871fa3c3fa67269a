import { beforeEach, describe, expect, it } from 'vitest'
import { SCOPES } from '../../../core/access/index.ts'
import { createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore

beforeEach(async () => {
  test = await createTestCore()
})

describe('API keys', () => {
  it('are known only by their digest, and speak for the first operator unless they are somebody’s', async () => {
    const { key, secret } = await test.core.access.issue({ name: 'ci', scopes: ['tasks:read'] })
    expect(JSON.stringify(await test.core.access.list())).not.toContain(secret)
    const principal = await test.core.access.authenticate(secret)
    expect(principal).toMatchObject({ keyId: key.id, actor: { personId: test.ana.id, role: 'operator' } })
    expect([...(principal?.scopes ?? [])]).toEqual(['tasks:read'])

    const his = await test.core.access.issue({ name: 'bruno', scopes: ['tasks:read'], personId: test.bruno.id })
    expect((await test.core.access.authenticate(his.secret))?.actor).toMatchObject({ role: 'member' })
  })

  it('end at their expiry, when revoked, and with their person', async () => {
    const expiresAt = new Date(test.clock.now().getTime() + 1000)
    const short = await test.core.access.issue({ name: 'short', scopes: ['tasks:read'], expiresAt })
    const his = await test.core.access.issue({ name: 'his', scopes: ['tasks:read'], personId: test.bruno.id })
    const revoked = await test.core.access.issue({ name: 'gone', scopes: ['tasks:read'] })
    expect(await test.core.access.authenticate(short.secret)).not.toBeNull()
    test.clock.advance(1000)
    await test.core.people.remove(test.bruno.id)
    await test.core.access.revoke(revoked.key.id)
    for (const { secret } of [short, his, revoked]) expect(await test.core.access.authenticate(secret)).toBeNull()
    await expect(test.core.access.revoke(revoked.key.id)).rejects.toMatchObject({ code: 'key_not_found' })
  })

  it('remember when they were last used', async () => {
    const { secret } = await test.core.access.issue({ name: 'x', scopes: ['tasks:read'] })
    await test.core.access.authenticate(secret)
    expect((await test.core.access.list())[0]?.lastUsedAt).toEqual(test.clock.now())
  })

  it('are refused without a name, a scope, or a future that a database can hold', async () => {
    const past = test.clock.now()
    for (const input of [
      { name: ' ', scopes: SCOPES },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: SCOPES, expiresAt: past },
      { name: 'x', scopes: SCOPES, expiresAt: new Date('+010000-01-01T00:00:00Z') },
      { name: 'x', scopes: SCOPES, personId: 'nobody' },
    ]) {
      await expect(test.core.access.issue(input)).rejects.toMatchObject({ code: 'invalid_input' })
    }
  })
})

describe('the first key', () => {
  it('is made once, when there is none', async () => {
    const secret = await test.core.access.ensureFirstKey(null)
    expect((await test.core.access.authenticate(secret ?? ''))?.scopes.size).toBe(SCOPES.length)
    expect(await test.core.access.ensureFirstKey(null)).toBeNull()
  })

  it('of the environment replaces the one it set before, and leaves issued ones alone', async () => {
    const issued = await test.core.access.issue({ name: 'x', scopes: ['tasks:read'] })
    expect(await test.core.access.ensureFirstKey('first-configured-key')).toBeNull()
    await test.core.access.ensureFirstKey('second-configured-key')
    await test.core.access.ensureFirstKey('second-configured-key')
    expect(await test.core.access.authenticate('first-configured-key')).toBeNull()
    expect(await test.core.access.authenticate('second-configured-key')).not.toBeNull()
    expect(await test.core.access.authenticate(issued.secret)).not.toBeNull()
    expect(await test.core.access.list()).toHaveLength(2)
  })

  it('may do what a newer version brings; issued ones may do what they were issued for', async () => {
    await test.core.access.ensureFirstKey('configured-key-of-ours')
    await test.core.access.issue({ name: 'all there was', scopes: ['tasks:read'] })
    const old = await test.core.access.list()
    await test.storage.run(async ({ keys }) => {
      for (const key of old) {
        await keys.remove(key.id)
        await keys.insert({ ...key, scopes: ['tasks:read'], lastUsedAt: new Date(0) })
      }
    })
    await test.core.access.ensureFirstKey('configured-key-of-ours')
    const now = await test.core.access.list()
    expect(now.map(({ id, scopes, lastUsedAt }) => [id, scopes.length, lastUsedAt])).toEqual(
      old.map(({ id, origin }) => [id, origin === 'issued' ? 1 : SCOPES.length, new Date(0)]),
    )
  })
})
