import { describe, expect, it } from 'vitest'
import { createClock, createMemoryMirror } from '../../../adapters/memory/index.ts'
import { mirrorFound } from '../../../runtime/doctor/mirrors.ts'
import { TUESDAY_TEN } from '../../support/core.ts'

const open = () => createMemoryMirror({ name: 'sheets', reading: 'whole', clock: createClock(TUESDAY_TEN) })
const look = (mirror: ReturnType<typeof open> | undefined) => mirrorFound('sheets', mirror, 'Set it up.', 'en')

describe('what the doctor says of a mirror', () => {
  it('is how to begin, where there is none', async () => {
    expect(await look(undefined)).toMatchObject({ check: 'sheets', status: 'off', advice: 'Set it up.' })
  })

  it('is that it is well, without anything to do', async () => {
    expect(await look(open())).toMatchObject({ name: 'Google Sheets', status: 'ok', advice: null })
  })

  it('is what is missing there, by its name', async () => {
    const mirror = open()
    mirror.stop({ code: 'missing_key', params: { name: 'SparkOne ID' } })
    expect(await look(mirror)).toMatchObject({ status: 'failed', advice: expect.stringContaining('SparkOne ID') })
  })

  it.each([
    ['throttled', 'warning'],
    ['unavailable', 'failed'],
    ['misconfigured', 'failed'],
  ] as const)('tells being %s as a %s', async (kind, status) => {
    const mirror = open()
    mirror.fail({ kind })
    expect(await look(mirror)).toMatchObject({ status, advice: expect.stringMatching(/\S/) })
  })
})
