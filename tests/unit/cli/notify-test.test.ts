import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SendOutcome } from '../../../core/notify/index.ts'
import { runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let worker: NodeJS.Timeout | null
beforeEach(async () => {
  test = await createTestCore({ settings: { fallbackEmail: 'ana@example.org' } })
  worker = null
})
afterEach(() => {
  if (worker !== null) clearInterval(worker)
})

/** A worker that does what is due, as the one beside a server does. */
const work = (): void => {
  worker = setInterval(() => void test.drain(), 20)
}

/** WhatsApp takes the message and says these of it. */
const acknowledged =
  (...kinds: ('server' | 'delivered')[]) =>
  async (): Promise<SendOutcome> => {
    for (const kind of kinds) {
      await test.core.notify.receive({ channel: 'whatsapp', externalId: 'A1', kind, at: test.clock.now() })
    }
    return { outcome: 'accepted', externalId: 'A1' }
  }

const run = async (...args: string[]) => {
  const told: string[] = []
  const context = commandContext({ locale: 'en', tell: (text) => told.push(text) })
  const { code, output } = await runDataCommand(test.core, ['notify', 'test', ...args], context)
  return { code, output, said: told.join('\n') }
}

describe('notify test', () => {
  it('sends one message through each channel of the person, and tells its attempts and receipts', async () => {
    work()
    test.whatsapp.script(acknowledged('server', 'delivered'))
    const { code, said } = await run()
    expect(code).toBe(0)
    expect(said).toMatch(/ {2}WhatsApp {2}attempt 1: /)
    expect(said).toMatch(/receipt: WhatsApp's server has it/)
    expect(said).toMatch(/receipt: the phone has it/)
    expect(said).toMatch(/✓ WhatsApp: arrived in \d/)
    expect(said).toMatch(/✓ E-mail: arrived in \d/)
    expect([test.whatsapp.sent.length, test.email.sent.length]).toEqual([1, 1])
    // Not by way of the fallback: each on its own.
    expect(test.email.sent[0]?.message.subject).toBe('Teste do SparkOne')
  })

  it('fails when one channel fails, says what to do, and has tried the others', async () => {
    work()
    test.whatsapp.script({ outcome: 'unavailable', reason: 'logged_out' })
    const { code, said } = await run()
    expect(code).toBe(1)
    expect(said).toMatch(/✗ WhatsApp: did not arrive\. .*sparkone whatsapp connect/)
    expect(said).toContain('✓ E-mail')
  })

  it('reaches the person who is named, by the channels that lead there', async () => {
    work()
    test.whatsapp.script(acknowledged('delivered'))
    const { code, said } = await run('--person', test.bruno.id)
    expect(code).toBe(0)
    expect(said).toContain('Bruno')
    expect(test.whatsapp.sent[0]?.message.address).toBe('5511977776666')
    expect(test.email.sent).toEqual([])
  })

  it('says so where no channel leads, or there is no such person', async () => {
    const carla = await test.core.people.add({ name: 'Carla' })
    expect(await run('--person', carla.id)).toMatchObject({ code: 1, said: expect.stringContaining('No configured') })
    expect(await run('--person', 'nobody')).toMatchObject({ code: 1, output: 'There is no such person.' })
  })

  it('says at once that sending is paused, and leaves nothing behind to be sent at the end of the pause', async () => {
    work()
    await test.core.notify.pause(actorOf(test.ana), 'all')
    const { code, said } = await run()
    expect(code).toBe(1)
    expect(said.match(/Sending is paused/g)).toHaveLength(2)
    await test.core.notify.resume(actorOf(test.ana), 'all')
    await test.drain()
    expect([test.whatsapp.sent.length, test.email.sent.length]).toEqual([0, 0])
  })

  it('sends by itself where no worker takes the message', { timeout: 20_000 }, async () => {
    test.whatsapp.script(acknowledged('delivered'))
    const { code, said } = await run()
    expect(code).toBe(0)
    expect(said).toContain('no worker took the message')
    expect(test.whatsapp.sent).toHaveLength(1)
  })

  it('stops when whoever asked does', async () => {
    const stop = new AbortController()
    const context = commandContext({ tell: () => stop.abort(), signal: stop.signal })
    expect(await runDataCommand(test.core, ['notify', 'test'], context)).toMatchObject({
      code: 1,
      output: expect.stringContaining('Interrompido'),
    })
  })

  it.each(['5', '601', 'soon'])('refuses %s as a time', async (timeout) => {
    expect((await run('--timeout', timeout)).code).toBe(2)
    expect(test.whatsapp.sent).toEqual([])
  })
})
