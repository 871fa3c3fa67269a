import { beforeEach, describe, expect, it } from 'vitest'
import { type Actor, makeCore } from '../../../core/index.ts'
import type { BackupRecord } from '../../../core/upkeep/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor

beforeEach(async () => {
  test = await createTestCore()
  ana = actorOf(test.ana, 'web')
})

const hoursAgo = (hours: number): Date => new Date(test.clock.now().getTime() - hours * 3_600_000)

describe('looking after the installation', () => {
  it('is for operators', async () => {
    const bruno = actorOf(test.bruno, 'web')
    const { upkeep } = test.core
    for (const asked of [
      upkeep.queues(bruno),
      upkeep.deadJobs(bruno, { limit: 1 }),
      upkeep.redriveJobs(bruno, {}),
      upkeep.backups(bruno),
    ]) {
      await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('shows the queues, what failed for good, and gives it back', async () => {
    await test.storage.jobs.enqueue({ name: 'tasks.remind', data: { reminderId: 'r' } })
    const broken = { ...test.core.jobs, 'tasks.remind': () => Promise.reject(new Error('never')) }
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await test.storage.jobs.drain(broken, { max: 9 })
      test.clock.advance(3_600_000)
    }
    const { upkeep } = test.core
    expect(await upkeep.queues(ana)).toContainEqual(expect.objectContaining({ name: 'tasks.remind', dead: 1 }))
    const { jobs } = await upkeep.deadJobs(ana, { limit: 9 })
    expect(jobs).toMatchObject([{ name: 'tasks.remind', data: { reminderId: 'r' }, error: 'Error' }])
    expect(await upkeep.redriveJobs(ana, { name: 'notify.email' })).toBe(0)
    expect(await upkeep.redriveJobs(ana, { id: jobs[0]?.id ?? '' })).toBe(1)
    expect(await upkeep.redriveJobs(ana, {})).toBe(0)
  })

  it.each<[string, () => BackupRecord | null, object | null]>([
    ['nothing is known', () => null, null],
    [
      'all is well',
      () => ({
        made: { at: hoursAgo(20), bytes: 9 },
        verified: { at: hoursAgo(19), seconds: 3 },
        lastVerification: { at: hoursAgo(19), exitCode: 0 },
      }),
      { isOld: false, isUnverified: false },
    ],
    [
      'the last proof failed',
      () => ({
        made: { at: hoursAgo(20), bytes: 9 },
        verified: { at: hoursAgo(43), seconds: 3 },
        lastVerification: { at: hoursAgo(19), exitCode: 6 },
      }),
      { isOld: false, isUnverified: true, lastVerification: { exitCode: 6 } },
    ],
    [
      'the last backup is of the day before yesterday',
      () => ({ made: { at: hoursAgo(40), bytes: null }, verified: null, lastVerification: null }),
      { isOld: true, isUnverified: true },
    ],
  ])('says of backups when %s', async (_what, record, expected) => {
    const { upkeep } = makeCore({ ...test.deps, backupLog: { read: async () => record() } })
    const report = await upkeep.backups(ana)
    if (expected === null) expect(report).toBeNull()
    else expect(report).toMatchObject({ ...record(), ...expected })
  })
})
