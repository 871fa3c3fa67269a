import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryMirror } from '../../../adapters/memory/index.ts'
import { newLink } from '../../../core/sync/ports.ts'
import { note } from '../../../core/sync/row.ts'
import { runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
beforeEach(async () => {
  test = await createTestCore({
    mirrors: (clock) => ({ notion: createMemoryMirror({ name: 'notion', reading: 'each', clock }) }),
  })
})
const run = (line: string, context: Parameters<typeof commandContext>[0] = {}) =>
  runDataCommand(test.core, line.split(' '), commandContext({ locale: 'en', ...context }))

describe('mirror commands', () => {
  it.each(['plan', 'sync', 'pause', 'resume', 'pair'])(
    'mirror %s asks which one when it is not said, or is none',
    async (command) => {
      for (const names of ['', ' excel', ' notion sheets']) {
        expect(await run(`mirror ${command}${names}`)).toMatchObject({
          code: 2,
          output: expect.stringMatching(/^Which mirror\? notion or sheets/),
        })
      }
    },
  )

  it('take a mode and a task that exist', async () => {
    expect(await run('mirror sync notion --mode sideways')).toMatchObject({ code: 2 })
    expect(await run('mirror sync notion --task x')).toMatchObject({ code: 2 })
    expect(await run('mirror sync notion --faster')).toMatchObject({
      code: 2,
      output: expect.stringMatching(/no option --faster/),
    })
  })

  it('say of a mirror that is not configured that it is not', async () => {
    for (const command of ['plan', 'sync', 'pause', 'resume']) {
      expect(await run(`mirror ${command} sheets`)).toMatchObject({ code: 1, output: expect.stringMatching(/mirror/) })
    }
    test = await createTestCore()
    expect((await run('mirror status')).output).toMatch(/^No mirror is configured/)
  })

  it('promise no synchronisation while a person holds the mirror, and name what lets it go on', async () => {
    expect((await run('mirror pause notion')).output).toMatch(/until sparkone mirror resume notion\.$/)
    expect((await run('mirror sync notion')).output).toMatch(/begins after sparkone mirror resume notion\.$/)
    const { output } = await run('mirror status')
    expect(output).toMatch(/Paused by hand/)
    expect(output).not.toMatch(/copying|comparing/)
    await run('mirror resume notion')
    expect((await run('mirror sync notion')).output).toMatch(/begins in a moment/)
    expect((await run('mirror status')).output).toMatch(/copying all there is\.\n.*comparing/)
  })

  it('name what looks again at once, beside a trouble alone', async () => {
    const pause = { trouble: null, since: test.clock.now() }
    await note(test.deps, 'notion', { pause: { ...pause, reason: 'operator' } })
    expect((await run('mirror status')).output).not.toMatch(/Once it is mended/)
    await note(test.deps, 'notion', { pause: { ...pause, reason: 'trouble' } })
    expect((await run('mirror status')).output).toMatch(
      /Once it is mended: sparkone mirror resume notion looks at once/,
    )
  })

  it('count one request as one, and say when nothing waits', async () => {
    expect((await run('mirror plan notion')).output).toBe('Notion: nothing waits to be copied.')
    await test.core.tasks.create(actorOf(test.ana), { title: 'Padaria' })
    expect((await run('mirror plan notion')).output).toMatch(/^Notion: one task, one request at most/)
  })

  it('say when a mirror was last read by the clock of the installation', async () => {
    await note(test.deps, 'notion', { pulledAt: new Date('2027-01-01T02:05:59Z') })
    expect((await run('mirror status')).output).toMatch(/ 2026-12-31 23:05$/m)
    expect((await run('mirror status', { locale: 'pt-BR' })).output).toMatch(/ 31\/12\/2026 23:05$/m)
    expect((await run('mirror status', { timeZone: 'Europe/Lisbon' })).output).toMatch(/ 2027-01-01 02:05$/m)
  })

  it('say where to read what did not get through, when the state alone is fine', async () => {
    await test.storage.run((stores) =>
      stores.links.save({
        ...newLink('notion', 1, crypto.randomUUID(), test.clock.now()),
        problems: [{ field: 'due', code: 'unreadable', value: 'sexta' }],
      }),
    )
    expect((await run('mirror status')).output).toMatch(/^Notion: one task has something .*include=mirrors/m)
  })
})

describe('mirror pair', () => {
  it('shows where Notion is to call, waits, and shows the token that came', async () => {
    const told: string[] = []
    const pairing = run('mirror pair notion', {
      publicUrl: 'https://sparkone.example.com',
      tell: (text) => {
        told.push(text)
        if (text.includes('Waiting')) void test.core.hooks.greet('notion', 'secret_of-notion')
      },
    })
    const { code, output } = await pairing
    expect([code, output]).toEqual([0, expect.stringContaining('secret_of-notion')])
    expect(told.join('\n')).toContain('https://sparkone.example.com/webhooks/notion')
  })

  it('ends when whoever asked is gone', async () => {
    const stop = new AbortController()
    const pairing = run('mirror pair notion', {
      publicUrl: 'https://sparkone.example.com',
      signal: stop.signal,
      tell: () => stop.abort(),
    })
    expect(await pairing).toMatchObject({ code: 1 })
  })

  it.each(['pt-BR', 'en'] as const)(
    'without an address of our own says in %s what to set, and waits for nothing',
    async (locale) => {
      expect(await run('mirror pair notion', { locale })).toEqual({
        code: 1,
        output: expect.stringMatching(/PUBLIC_URL.*https:/),
      })
      expect(await test.core.hooks.greet('notion', 'secret_of-anybody')).toBe('not_pairing')
    },
  )

  it('is for the one that has a webhook', async () => {
    expect(await run('mirror pair sheets')).toMatchObject({ code: 2, output: expect.stringMatching(/Only Notion/) })
  })
})
