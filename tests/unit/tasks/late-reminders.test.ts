import { beforeEach, describe, expect, it } from 'vitest'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

const HOUR_MS = 3_600_000
const MOMENT = new Date('2026-11-24T14:00:00Z')

describe('a reminder that nothing worked on at its moment', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await createTestCore({ settings: { expirySeconds: { alert: 1, brief: 1, reply: 1, reminder: 6 * 3600 } } })
    await test.core.tasks.create(actorOf(test.ana), { title: 'ligar', due: { date: '2026-11-24', time: '11:00' } })
  })
  const reminderAfter = async (late: number) => {
    test.clock.set(new Date(MOMENT.getTime() + late))
    await test.drain()
    const { notifications } = await test.core.notify.list(actorOf(test.ana), { limit: 10 })
    return notifications.find(({ kind }) => kind === 'reminder')
  }

  it('is still sent within the life of its kind, counted from its moment', async () => {
    expect(await reminderAfter(6 * HOUR_MS - 1)).toMatchObject({ expiresAt: new Date(MOMENT.getTime() + 6 * HOUR_MS) })
    expect(test.whatsapp.sent).toHaveLength(1)
  })

  it('is not sent any later: it is in the inbox, as expired', async () => {
    expect(await reminderAfter(6 * HOUR_MS)).toMatchObject({ status: 'failed', reason: 'expired' })
    expect(test.whatsapp.sent).toEqual([])
  })
})
