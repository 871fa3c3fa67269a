import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryMirror } from '../../../adapters/memory/index.ts'
import { runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { createTestCore, type TestCore } from '../../support/core.ts'

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
    const pairing = run('mirror pair notion', { signal: stop.signal, tell: () => stop.abort() })
    expect(await pairing).toMatchObject({ code: 1 })
  })

  it('is for the one that has a webhook', async () => {
    expect(await run('mirror pair sheets')).toMatchObject({ code: 2, output: expect.stringMatching(/Only Notion/) })
  })
})
