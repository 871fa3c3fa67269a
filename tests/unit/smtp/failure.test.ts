import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureOf, readFailure } from '../../../adapters/smtp/failure.ts'

const REASON = /^[a-z_]{3,20}$/

describe('a failed SMTP session', () => {
  it('is never taken for sent or for not sent when all was handed over and no answer came', () => {
    for (const code of ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EABORT', 'EMESSAGE', undefined]) {
      expect(readFailure({ code, command: 'CONN' }, true).outcome).toBe('ambiguous')
      expect(readFailure({ code, command: 'CONN' }, false).outcome).toBe('transient')
    }
  })

  it('is as final as the answer of the server says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), fc.boolean(), (responseCode, handedOver) => {
        const { outcome } = readFailure({ code: 'EENVELOPE', responseCode, command: 'RCPT TO' }, handedOver)
        if (responseCode < 500) expect(outcome).toBe('transient')
        else expect(['rejected', 'unavailable']).toContain(outcome)
      }),
    )
  })

  it('always ends in a known outcome with a plain reason', () => {
    const word = fc.option(
      fc.constantFrom(
        'ECONNECTION',
        'ESOCKET',
        'ETLS',
        'EDNS',
        'EAUTH',
        'EENVELOPE',
        'CERT_HAS_EXPIRED',
        'CONN',
        'x y',
      ),
      { nil: undefined },
    )
    fc.assert(
      fc.property(
        fc.record({
          code: word,
          originalCode: word,
          command: word,
          responseCode: fc.option(fc.integer({ min: 0, max: 700 }), { nil: undefined }),
        }),
        fc.boolean(),
        (failure, handedOver) => {
          const outcome = readFailure(failure, handedOver)
          expect('reason' in outcome && REASON.test(outcome.reason)).toBe(true)
        },
      ),
    )
  })

  it('may be anything that was thrown', () => {
    expect(failureOf('words')).toEqual({})
    expect(failureOf(null)).toEqual({})
    expect(failureOf(Object.assign(new Error('x'), { code: 7, responseCode: '550' }))).toMatchObject({
      code: undefined,
    })
  })
})
