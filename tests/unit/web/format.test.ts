import { describe, expect, it } from 'vitest'
import { sayDueShort } from '../../../core/language/index.ts'
import { formatsOf } from '../../../handlers/web/words/format.ts'

const ZONE = 'America/Sao_Paulo'
const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))

describe('dates in the console', () => {
  it('are written as core writes them where it says how words were understood, in each language and month', () => {
    for (const locale of ['pt-BR', 'en'] as const) {
      const { day, date, dateTime } = formatsOf(locale, ZONE)
      for (const month of MONTHS) {
        const dueDate = `2026-${month}-09`
        const at = new Date(`${dueDate}T17:05:00Z`)
        const whole = sayDueShort({ dueDate, dueTime: null }, locale)
        expect([day(dueDate), date(at)]).toEqual([whole, whole])
        expect(dateTime(at)).toBe(sayDueShort({ dueDate, dueTime: '14:05' }, locale))
      }
    }
  })
})
