import { beforeEach, describe, expect, it } from 'vitest'
import { runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
/** Whom links were made for, and whether they take second factors off. */
let made: (readonly [personId: string, resetsMfa: boolean])[]
beforeEach(async () => {
  test = await createTestCore()
  made = []
})

const run = (args: readonly string[], locale: 'pt-BR' | 'en' = 'en') => {
  const signInLink = async (personId: string, resetsMfa: boolean) => {
    made.push([personId, resetsMfa])
    return { url: 'https://ops.example.org/web/link/token', expiresAt: new Date('2026-11-24T14:00:00Z') }
  }
  return runDataCommand(test.core, ['web', 'link', ...args], commandContext({ locale, signInLink }))
}

describe('web link', () => {
  it('is for the first operator, says until when it works in their zone, and leaves second factors alone', async () => {
    expect(await run([])).toEqual({
      code: 0,
      output: 'For Ana to get into the console, once, until 2026-11-24 11:00:\nhttps://ops.example.org/web/link/token',
    })
    expect((await run([], 'pt-BR')).output).toBe(
      'Para Ana entrar no console, uma vez só, até 24/11/2026 11:00:\nhttps://ops.example.org/web/link/token',
    )
    expect(made).toEqual([
      [test.ana.id, false],
      [test.ana.id, false],
    ])
  })

  it.each([
    ['by id', () => test.bruno.id],
    ['by name', () => 'Bruno'],
    ['by name in whatever case', () => ' bRUNO '],
  ])('is for somebody else, %s', async (_, named) => {
    expect(await run(['--person', named(), '--reset-mfa'])).toMatchObject({ code: 0 })
    expect(made).toEqual([[test.bruno.id, true]])
  })

  it('is for nobody where the name is nobody’s, or of two', async () => {
    expect(await run(['--person', 'Carla'])).toMatchObject({ code: 1, output: expect.stringContaining('people list') })
    await test.core.people.add({ name: 'Bruno' })
    expect(await run(['--person', 'Bruno'])).toMatchObject({ code: 1 })
    expect(made).toEqual([])
  })

  it('takes nothing but its options', async () => {
    expect(await run(['Bruno'])).toMatchObject({ code: 2 })
    expect(await run(['--reset'])).toMatchObject({ code: 2 })
    expect(made).toEqual([])
  })
})
