import { describe, expect, it } from 'vitest'
import { createMemoryMirror } from '../../../adapters/memory/index.ts'
import { actorOf, createTestCore } from '../../support/core.ts'

const HOUR = 3_600_000
const open = () =>
  createTestCore({ mirrors: (clock) => ({ notion: createMemoryMirror({ name: 'notion', reading: 'each', clock }) }) })

describe('how far mirrors are behind, in a brief', () => {
  it('is said to operators as data, and in words from an hour on', async () => {
    const test = await open()
    const ana = actorOf(test.ana)
    const lag = async (of = ana) => (await test.core.briefs.structured(of, {})).operations.syncLagSeconds
    expect(await lag()).toBe(0)
    await test.core.tasks.create(ana, { title: 'À espera' })
    test.clock.advance(HOUR / 2)
    expect(await lag()).toBe(1800)
    expect(await test.core.briefs.text(ana, {})).not.toContain('espelho')
    test.clock.advance(2 * HOUR)
    expect(await test.core.briefs.text(ana, {})).toContain('Um espelho está 2 horas atrasado.')
    expect(await lag(actorOf(test.bruno))).toBeNull()
  })

  it('is nothing where there is no mirror', async () => {
    const test = await createTestCore()
    const { operations } = await test.core.briefs.structured(actorOf(test.ana), {})
    expect(operations.syncLagSeconds).toBeNull()
  })
})
