import { describe, expect, it } from 'vitest'
import { makeCore } from '../../../core/index.ts'
import { createTestCore } from '../../support/core.ts'

describe('how a person would be told', () => {
  it('is said for each kind: the channels that lead to them, how long each has, and what waits for the morning', async () => {
    const { core, ana, bruno } = await createTestCore({ settings: { fallbackEmail: 'ops@example.com' } })
    expect(core.notify.plan(ana)).toEqual([
      { kind: 'alert', channels: ['whatsapp', 'email'], deadlineSeconds: 60, isHeld: false },
      { kind: 'reminder', channels: ['whatsapp', 'email'], deadlineSeconds: 180, isHeld: true },
      { kind: 'brief', channels: ['whatsapp', 'email'], deadlineSeconds: 600, isHeld: false },
      { kind: 'reply', channels: ['whatsapp'], deadlineSeconds: 120, isHeld: false },
    ])
    expect(core.notify.plan({ ...bruno, quietHours: null })[1]).toMatchObject({ channels: ['whatsapp'], isHeld: false })
  })

  it('knows no channel that is not configured', async () => {
    const { deps, ana } = await createTestCore()
    const core = makeCore({ ...deps, channels: {} })
    expect(core.notify.plan(ana).map(({ channels }) => channels)).toEqual([[], [], [], []])
  })
})
