import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createClock } from '../../../adapters/memory/index.ts'
import { makeCircuit } from '../../../core/capture/interpreter/circuit.ts'
import { ACTION_SCHEMA, ACTIONS, readAction } from '../../../core/capture/ports.ts'

const open = () => {
  const clock = createClock()
  const circuit = makeCircuit(clock)
  const fail = (times: number): void => {
    for (let turn = 0; turn < times; turn += 1) circuit.failed(null)
  }
  return { clock, circuit, fail }
}

describe('a circuit', () => {
  it('lets one try after a rest, and the others wait for how that ends', () => {
    const { clock, circuit, fail } = open()
    fail(3)
    clock.advance(30_000)
    expect([circuit.enter(), circuit.enter(), circuit.enter()]).toEqual([true, false, false])
    circuit.passed()
    expect([circuit.state(), circuit.enter(), circuit.enter()]).toEqual(['closed', true, true])
  })

  it('lets another try when the first never ended', () => {
    const { clock, circuit, fail } = open()
    fail(3)
    clock.advance(30_000)
    expect(circuit.enter()).toBe(true)
    clock.advance(30_000)
    expect([circuit.enter(), circuit.enter()]).toEqual([true, false])
  })

  it('rests twice as long each time, five minutes at most, and starts anew once it is well', () => {
    const { clock, circuit, fail } = open()
    fail(3)
    for (const seconds of [30, 60, 120, 240, 300, 300]) {
      clock.advance(seconds * 1000 - 1)
      expect(circuit.enter()).toBe(false)
      clock.advance(1)
      expect(circuit.enter()).toBe(true)
      circuit.failed(null)
    }
    clock.advance(300_000)
    expect(circuit.enter()).toBe(true)
    circuit.passed()
    fail(3)
    clock.advance(30_000)
    expect(circuit.state()).toBe('half_open')
  })

  it('counts failures in a row alone, and not those of questions asked before it opened', () => {
    const { clock, circuit, fail } = open()
    fail(2)
    circuit.passed()
    fail(2)
    expect(circuit.state()).toBe('closed')
    fail(5)
    clock.advance(30_000)
    expect(circuit.state()).toBe('half_open')
  })

  it('is kept out for five minutes at most, whatever a server asks for', () => {
    const { clock, circuit } = open()
    circuit.failed(86_400_000)
    clock.advance(299_999)
    expect(circuit.enter()).toBe(false)
    clock.advance(1)
    expect(circuit.enter()).toBe(true)
  })
})

describe('the schema that models are held to', () => {
  it('asks for every field, as all servers need it, and allows no other', () => {
    expect(ACTION_SCHEMA.required).toEqual(Object.keys(ACTION_SCHEMA.properties))
    expect(ACTION_SCHEMA.properties.action.enum).toBe(ACTIONS)
    expect(ACTION_SCHEMA.additionalProperties).toBe(false)
    expect(JSON.stringify(ACTION_SCHEMA)).not.toMatch(/minLength|maxLength|minimum|maximum|pattern|format/)
  })

  it('describes nothing that is then refused, within its bounds', () => {
    const text = fc.option(fc.string({ maxLength: 300 }))
    const answer = fc.record({
      action: fc.constantFrom(...ACTIONS),
      title: text,
      when: text,
      priority: fc.constantFrom('low', 'medium', 'high', 'urgent', null),
      tasks: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }),
      reply: text,
    })
    fc.assert(
      fc.property(answer, (given) => {
        expect(readAction(given)).toEqual({ ...given, tasks: [...new Set(given.tasks)] })
        expect(readAction(JSON.stringify(given))).toEqual(readAction(given))
      }),
      { numRuns: 100 },
    )
  })
})
