import { expect, it } from 'vitest'
import { freePort } from '../../support/tethered.ts'

it('ports that are asked for at once are different ones, and none that a connection gets by chance', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort))
  expect(new Set(ports).size).toBe(50)
  expect(Math.max(...ports)).toBeLessThan(32_768)
})
