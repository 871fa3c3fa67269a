import { beforeEach, describe, expect, it } from 'vitest'
import { createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore

beforeEach(async () => {
  test = await createTestCore()
})

describe('people', () => {
  it('are found by their phone with and without the ninth digit, in both directions', async () => {
    expect((await test.core.people.resolve('whatsapp', '551188887777'))?.id).toBe(test.ana.id)
    const old = await test.core.people.add({
      name: 'Caio',
      aliases: [{ channel: 'whatsapp', address: '558587654321' }],
    })
    expect((await test.core.people.resolve('whatsapp', '+55 (85) 98765-4321'))?.id).toBe(old.id)
  })

  it('of a country whose numbers look like ours are themselves, and not somebody in Brazil', async () => {
    const aliases = [{ channel: 'whatsapp' as const, address: '+47 91 23 45 67' }]
    const nora = await test.core.people.add({ name: 'Nora', aliases })
    expect(nora.aliases).toMatchObject([{ address: '4791234567', key: '4791234567' }])
    expect((await test.core.people.resolve('whatsapp', '4791234567@s.whatsapp.net'))?.id).toBe(nora.id)
    expect(await test.core.people.resolve('whatsapp', '(47) 9123-4567')).toBeNull()

    await test.core.people.ensureOperators(['5511988887777', '4520123456'])
    const aksel = (await test.core.people.list({ limit: 10 })).people.at(-1)
    expect(aksel).toMatchObject({ role: 'operator', aliases: [{ address: '4520123456' }] })

    const sender = { phone: '4791234568', lid: null, displayName: null, replyTo: '4791234568@s.whatsapp.net' }
    const event = { type: 'text' as const, ...sender, eventKey: 'k', instance: 'sparkone', messageId: 'm', text: 'oi' }
    await test.core.capture.receiveEvent({ ...event, sentAt: test.clock.now() }, {})
    const [unknown] = await test.core.people.senders()
    const liv = await test.core.people.admit(unknown?.id ?? '', { name: 'Liv' })
    expect(liv.aliases).toMatchObject([{ address: '4791234568' }])
  })

  it('are no unknown senders any more, however many wait with them', async () => {
    const write = (n: number) =>
      test.core.capture
        .ingest({ channel: 'web', sender: `quem-${n}`, content: 'oi' })
        .then(() => test.clock.advance(1000))
    for (let n = 0; n < 102; n += 1) await write(n)
    await test.core.people.add({ name: 'Zero', aliases: [{ channel: 'web', address: 'quem-0' }] })
    const { senders, total } = await test.core.people.senderPage({ limit: 100, offset: 100 })
    expect([total, senders.map(({ address }) => address)]).toEqual([101, ['quem-1']])
  })

  it('never share an address', async () => {
    const aliases = [{ channel: 'whatsapp' as const, address: '551188887777' }]
    await expect(test.core.people.add({ name: 'Outra', aliases })).rejects.toMatchObject({ code: 'alias_taken' })
    expect((await test.core.people.list({ limit: 10 })).people).toHaveLength(2)
  })

  it.each([
    ['/name', { name: ' ' }],
    ['/time_zone', { name: 'x', timeZone: 'Mars/Olympus' }],
    ['/quiet_hours', { name: 'x', quietHours: { start: '22:00', end: '22:00' } }],
    ['/brief_time', { name: 'x', briefTime: '7:30' }],
    ['/chain', { name: 'x', chain: ['email', 'email'] as const }],
    ['/aliases/0/address', { name: 'x', aliases: [{ channel: 'email' as const, address: 'a@b\r\nbcc: c@d.ef' }] }],
  ])('refuse what cannot be, naming %s', async (pointer, input) => {
    await expect(test.core.people.add(input)).rejects.toMatchObject({ problems: [{ pointer }] })
  })

  it('always keep an operator', async () => {
    await expect(test.core.people.remove(test.ana.id)).rejects.toMatchObject({ code: 'last_operator' })
    await expect(test.core.people.patch(test.ana.id, { role: 'member' })).rejects.toMatchObject({
      code: 'last_operator',
    })
    await test.core.people.patch(test.bruno.id, { role: 'operator' })
    await test.core.people.remove(test.ana.id)
    expect((await test.core.people.firstOperator()).id).toBe(test.bruno.id)
  })

  it('free their addresses when they are removed', async () => {
    await test.core.people.remove(test.bruno.id)
    expect(await test.core.people.resolve('whatsapp', '5511977776666')).toBeNull()
  })
})

describe('operators from the configuration', () => {
  it('become members when their number leaves it, and stay who they are when it comes back', async () => {
    await test.core.people.ensureOperators(['5521999990000'])
    expect(await test.core.people.get(test.ana.id)).toMatchObject({ role: 'member' })
    await test.core.people.ensureOperators(['5511988887777', '5521999990000'])
    expect(await test.core.people.get(test.ana.id)).toMatchObject({ role: 'operator', name: 'Ana' })
    expect((await test.core.people.list({ limit: 10 })).people).toHaveLength(3)
  })

  it('become members when the list is emptied, but for the first of them where nobody else is left', async () => {
    await test.core.people.ensureOperators(['5511988887777', '5521999990000'])
    const roles = async () => (await test.core.people.list({ limit: 10 })).people.map(({ role }) => role)
    for (let starts = 0; starts < 2; starts += 1) {
      await test.core.people.ensureOperators([])
      expect(await roles()).toEqual(['operator', 'member', 'member'])
    }
    await test.core.people.ensureOperators(['5521999990000'])
    expect(await roles()).toEqual(['member', 'member', 'operator'])
  })

  it('all become members when the list is emptied and somebody is an operator by hand', async () => {
    await test.core.people.patch(test.bruno.id, { role: 'operator' })
    await test.core.people.ensureOperators([])
    expect((await test.core.people.get(test.ana.id)).role).toBe('member')
    expect((await test.core.people.firstOperator()).id).toBe(test.bruno.id)
  })

  it('leave operators made by hand what they are, however often it starts', async () => {
    await test.core.people.patch(test.bruno.id, { role: 'operator' })
    await test.core.people.ensureOperators(['5511988887777'])
    expect((await test.core.people.get(test.bruno.id)).role).toBe('operator')
    await test.core.people.ensureOperators(['5511988887777', '5511977776666'])
    await test.core.people.ensureOperators(['5511988887777'])
    expect((await test.core.people.get(test.bruno.id)).role).toBe('member')
  })

  it('who are made members and operators again by hand are operators by hand', async () => {
    await test.core.people.ensureOperators(['5511988887777', '5511977776666'])
    await test.core.people.patch(test.bruno.id, { role: 'member' })
    await test.core.people.patch(test.bruno.id, { role: 'operator' })
    await test.core.people.ensureOperators(['5511988887777'])
    expect((await test.core.people.get(test.bruno.id)).role).toBe('operator')
  })

  it('leave the one operator of an installation without numbers alone, and give them the first number later', async () => {
    const { createClock, createMemoryStorage, createSequentialIds } = await import('../../../adapters/memory/index.ts')
    const { DEFAULT_SETTINGS, makeCore } = await import('../../../core/index.ts')
    const clock = createClock(test.clock.now())
    const storage = createMemoryStorage({ clock })
    const core = makeCore({ storage, clock, ids: createSequentialIds(), settings: DEFAULT_SETTINGS, channels: {} })
    await core.people.ensureOperators([])
    await core.people.ensureOperators([])
    const first = await core.people.firstOperator()
    await core.people.ensureOperators(['5511988887777'])
    expect((await core.people.resolve('whatsapp', '5511988887777'))?.id).toBe(first.id)
    expect((await core.people.list({ limit: 10 })).people).toHaveLength(1)
  })
})
