import { beforeEach, describe, expect, it } from 'vitest'
import { ALIASES_MAX } from '../../../core/people/index.ts'
import { createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore

beforeEach(async () => {
  test = await createTestCore()
})

const mail = { channel: 'email' as const, address: 'Bruno@Example.com' }

describe('one address of a person', () => {
  it('comes and goes while the others stay the rows they were', async () => {
    const { core, bruno } = test
    test.clock.advance(1000)
    const more = await core.people.addAlias(bruno.id, mail)
    expect(more.aliases).toMatchObject([bruno.aliases[0], { key: 'bruno@example.com' }])
    expect(more.version).toBe(bruno.version + 1)
    const less = await core.people.removeAlias(bruno.id, more.aliases[1]?.id ?? '')
    expect(less.aliases).toEqual(bruno.aliases)
    expect(await core.people.get(bruno.id)).toEqual(less)
  })

  it('is there once, however often it is added, and gone however often it is removed', async () => {
    const { core, bruno } = test
    const once = await core.people.addAlias(bruno.id, mail)
    expect(await core.people.addAlias(bruno.id, { ...mail, address: 'bruno@example.com' })).toEqual(once)
    expect(await core.people.removeAlias(bruno.id, 'nothing')).toEqual(once)
  })

  it('is of one person alone, and never one too many', async () => {
    const { core, ana, bruno } = test
    const hers = { channel: 'whatsapp' as const, address: '+55 11 98888-7777' }
    await expect(core.people.addAlias(bruno.id, hers)).rejects.toMatchObject({ code: 'alias_taken' })
    for (let n = 1; n < ALIASES_MAX; n += 1) await core.people.addAlias(ana.id, { channel: 'web', address: `a${n}` })
    await expect(core.people.addAlias(ana.id, mail)).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(core.people.addAlias('nobody', mail)).rejects.toMatchObject({ code: 'person_not_found' })
  })

  it('was perhaps an unknown sender, who is none any more', async () => {
    const { core, bruno } = test
    await core.capture.ingest({ channel: 'web', sender: 'quem', content: 'oi' })
    await core.people.addAlias(bruno.id, { channel: 'web', address: 'quem' })
    expect(await core.people.senders()).toEqual([])
  })
})

describe('a sender who is dismissed', () => {
  it('is off the list until they write again', async () => {
    const { core, clock } = test
    await core.capture.ingest({ channel: 'web', sender: 'quem', content: 'oi' })
    const [sender] = await core.people.senders()
    await core.people.dismiss(sender?.id ?? '')
    expect(await core.people.senders()).toEqual([])
    await expect(core.people.dismiss(sender?.id ?? '')).rejects.toMatchObject({ code: 'sender_not_found' })
    clock.advance(1000)
    await core.capture.ingest({ channel: 'web', sender: 'quem', content: 'oi?' })
    expect((await core.people.senders()).map(({ messages }) => messages)).toEqual([1])
  })
})
