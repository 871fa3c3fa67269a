import { describe, expect, it } from 'vitest'
import { jsonOf, networkCodeOf, readAtMost } from '../../../core/kernel/http-answer.ts'
import { retryAfterOf } from '../../../core/kernel/http-status.ts'

const NEVER = { aborted: false }

const inParts = (parts: readonly string[]) => {
  const seen = { isLetGo: false }
  const waiting = parts.map((part) => new TextEncoder().encode(part))
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = waiting.shift()
      if (next === undefined) controller.close()
      else controller.enqueue(next)
    },
    cancel: () => {
      seen.isLetGo = true
    },
  })
  return { body, seen }
}

describe('the body of an answer', () => {
  it('is whole up to the last byte allowed, wherever its parts are cut', async () => {
    const { body } = inParts(['{"a', '":', '1}'])
    const bytes = await readAtMost(body, 7, NEVER)
    expect(new TextDecoder().decode(bytes ?? undefined)).toBe('{"a":1}')
  })

  it('is let go of past that, and is nothing', async () => {
    const { body, seen } = inParts(['{"a', '":', '1}'])
    expect(await readAtMost(body, 6, NEVER)).toBeNull()
    expect(seen.isLetGo).toBe(true)
  })

  it('is let go of when its time is over, also where Fetch does not end it', async () => {
    const { body, seen } = inParts(['{', '}', '{'])
    expect(await readAtMost(body, 100, { aborted: true })).toBeNull()
    expect(seen.isLetGo).toBe(true)
  })

  it('that is not there is empty', async () => {
    expect(await readAtMost(null, 1, NEVER)).toHaveLength(0)
  })

  it('is undefined where it is no JSON', () => {
    expect([jsonOf('null'), jsonOf(''), jsonOf('<html>')]).toEqual([null, undefined, undefined])
  })
})

describe('the code of a failure of the network', () => {
  it('is found however it is wrapped, and null where there is none', () => {
    const inner = Object.assign(new Error('no'), { code: 'ECONNREFUSED' })
    expect(networkCodeOf(new TypeError('fetch failed', { cause: new Error('once', { cause: inner }) }))).toBe(
      'ECONNREFUSED',
    )
    expect([networkCodeOf(new Error('none')), networkCodeOf('text')]).toEqual([null, null])
  })
})

describe('a Retry-After', () => {
  const now = new Date('2026-11-28T12:00:00Z')
  it.each([
    ['30', 30_000],
    [' 1.5 ', 1500],
    ['Sat, 28 Nov 2026 12:01:00 GMT', 60_000],
    ['86400', 3_600_000],
    ['Fri, 28 Nov 2126 12:00:00 GMT', 3_600_000],
    ['9'.repeat(400), 3_600_000],
    ['0', null],
    ['Sat, 28 Nov 2026 11:00:00 GMT', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('of %j is %j ms', (header, ms) => {
    expect(retryAfterOf(header, now)).toBe(ms)
  })

  it('is as long as whoever asks allows', () => {
    expect(retryAfterOf('90000', now, 86_400_000)).toBe(86_400_000)
  })
})
