import { describe, expect, it } from 'vitest'
import type { Pause } from '../../core/notify/ports.ts'
import { freshStorage, type OpenStorageFn, overlapping } from './harness.ts'
import { itIsALane } from './one-lane.ts'
import { minutesLater, NOW, seedPerson } from './samples.ts'

/** One send at a time on a channel, and channels that stand still. */
export const describeLanes = (name: string, open: OpenStorageFn): void => {
  describe(`notification store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const claim = (holder: string, until: Date, now: Date, channel: 'whatsapp' | 'email' = 'whatsapp') =>
      run(({ notifications }) => notifications.claimLane(channel, holder, until, now))

    itIsALane({
      claim,
      claimOther: (holder, until, now) => claim(holder, until, now, 'email'),
      release: (holder) => run(({ notifications }) => notifications.releaseLane('whatsapp', holder)),
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a second claimant the truth when the first, still open, $end', async ({ rollback, second }) => {
      let claimants = 0
      const claims = await overlapping(
        { run },
        ({ notifications }) => notifications.claimLane('whatsapp', `holder ${claimants++}`, minutesLater(2), NOW),
        { rollback },
      )
      expect(claims).toEqual({ first: true, second })
    })

    it('pauses and resumes each channel, and all of them, on their own', async () => {
      const ana = await seedPerson({ run })
      const pauses = async () => {
        const all = await read(({ notifications }) => notifications.pauses())
        return all.toSorted((a, b) => (a.channel < b.channel ? -1 : 1))
      }
      const pause = (given: Pause) => run(({ notifications }) => notifications.pause(given))
      const all: Pause = { channel: 'all', since: NOW, byPersonId: null }
      const email: Pause = { channel: 'email', since: minutesLater(1), byPersonId: ana.id }
      expect(await pauses()).toEqual([])
      await pause(email)
      await pause(all)
      await pause({ ...email, since: minutesLater(5), byPersonId: null })
      expect(await pauses()).toEqual([all, email])
      await run(({ notifications }) => notifications.resume('all'))
      await run(({ notifications }) => notifications.resume('whatsapp'))
      expect(await pauses()).toEqual([email])
      await run(({ notifications }) => notifications.resume('email'))
      await pause({ ...email, since: minutesLater(9) })
      expect(await pauses()).toEqual([{ ...email, since: minutesLater(9) }])
    })
  })
}
