import { describe, expect, it } from 'vitest'
import {
  createClock,
  createIds,
  createMemoryRateLimit,
  createScriptedChannel,
  createSequentialIds,
} from '../../../adapters/memory/index.ts'
import type { Outgoing } from '../../../core/notify/ports.ts'

const message: Outgoing = {
  id: 'd1',
  notificationId: 'n1',
  address: '5511988887777',
  kind: 'reply',
  subject: null,
  body: 'oi',
  locale: 'pt-BR',
}

describe('the scripted channel', () => {
  it('ends sends as scripted, in order, then as always', async () => {
    const channel = createScriptedChannel('email', createClock())
    channel.script({ outcome: 'rejected', reason: 'no_such_user' }, async ({ id }) => ({
      outcome: 'delivered',
      externalId: `for ${id}`,
    }))
    const ends = [await channel.send(message), await channel.send(message), await channel.send(message)]
    channel.always({ outcome: 'unavailable', reason: 'logged_out' })
    expect([...ends, await channel.send(message)]).toEqual([
      { outcome: 'rejected', reason: 'no_such_user' },
      { outcome: 'delivered', externalId: 'for d1' },
      { outcome: 'accepted', externalId: 'email-1' },
      { outcome: 'unavailable', reason: 'logged_out' },
    ])
    expect(channel.externalIds).toEqual(['for d1', 'email-1'])
  })

  it('remembers what it was sent and asked, and when', async () => {
    const clock = createClock('2026-01-01T00:00:00.000Z')
    const channel = createScriptedChannel('whatsapp', clock)
    await channel.send(message)
    clock.advance(1_500)
    channel.scriptLookup({ outcome: 'unknown' })
    const since = new Date('2026-01-01T00:00:00.000Z')
    expect([await channel.lookup(message, since), await channel.lookup(message, since)]).toEqual([
      { outcome: 'unknown' },
      { outcome: 'absent' },
    ])
    expect(channel.sent).toEqual([{ message, at: since }])
    expect(channel.lookups[0]).toEqual({ message, since, at: new Date('2026-01-01T00:00:01.500Z') })
  })
})

describe('ids', () => {
  it('are random UUIDs and URL-safe secrets of at least 256 bits', () => {
    const ids = createIds()
    expect(ids.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(ids.uuid()).not.toBe(ids.uuid())
    expect(ids.secret()).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(ids.secret()).not.toBe(ids.secret())
  })

  it('digest the UTF-8 text with SHA-256', async () => {
    expect(await createIds().digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(await createSequentialIds().digest('ação')).toBe(await createIds().digest('ação'))
  })

  it('count up where tests must foresee them', () => {
    const ids = createSequentialIds()
    expect([ids.uuid(), ids.uuid()]).toEqual([
      '00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000002',
    ])
    expect([ids.secret(), ids.secret()].map((secret) => secret.slice(-2))).toEqual(['01', '02'])
  })
})

describe('the memory rate limit', () => {
  it('remembers a bounded number of keys, letting those first seen go', async () => {
    const limit = createMemoryRateLimit({ clock: createClock(), maxKeys: 2 })
    const hit = async (key: string) => (await limit.hit(key, { limit: 5, windowSeconds: 60 })).remaining
    expect([await hit('a'), await hit('b'), await hit('c')]).toEqual([4, 4, 4])
    expect([await hit('c'), await hit('b'), await hit('a')]).toEqual([3, 3, 4])
  })
})
