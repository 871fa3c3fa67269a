import { expect, it } from 'vitest'
import { times } from './harness.ts'
import { minutesLater, NOW } from './samples.ts'

/** A right that one holder has at a time: claimed on the store under test, which is empty before each test. */
export interface LaneUnderTest {
  claim(holder: string, until: Date, now: Date): Promise<boolean>
  /** Of another lane, which this one does not hold up. */
  claimOther(holder: string, until: Date, now: Date): Promise<boolean>
  release(holder: string): Promise<void>
}

/** What every lane keeps to, whoever it is for. */
export const itIsALane = ({ claim, claimOther, release }: LaneUnderTest): void => {
  it('gives a lane to one holder until their time is over, each lane on its own', async () => {
    expect(await claim('a', minutesLater(2), NOW)).toBe(true)
    expect(await claim('b', minutesLater(3), minutesLater(1))).toBe(false)
    expect(await claimOther('b', minutesLater(3), NOW)).toBe(true)
    expect(await claim('b', minutesLater(5), minutesLater(2))).toBe(true)
    expect(await claim('a', minutesLater(6), minutesLater(4))).toBe(false)
  })

  it('lets the holder of a lane extend their time', async () => {
    await claim('a', minutesLater(2), NOW)
    expect(await claim('a', minutesLater(9), minutesLater(1))).toBe(true)
    expect(await claim('b', minutesLater(9), minutesLater(5))).toBe(false)
  })

  it('takes a lane from its holder and from nobody else', async () => {
    await release('nobody')
    await claim('a', minutesLater(2), NOW)
    await release('b')
    expect(await claim('b', minutesLater(2), NOW)).toBe(false)
    await release('a')
    expect(await claim('b', minutesLater(2), NOW)).toBe(true)
  })

  it('gives a lane to one of 20 parallel claimants', async () => {
    const claims = await Promise.all(times(20, (index) => claim(`holder ${index}`, minutesLater(2), NOW)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    const winner = claims.indexOf(true)
    expect(await claim(`holder ${winner}`, minutesLater(3), NOW)).toBe(true)
  })
}
