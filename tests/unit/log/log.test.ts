import { describe, expect, it } from 'vitest'
import { createLog } from '../../../adapters/pino/log.ts'
import { PortError } from '../../../core/index.ts'

const lines: string[] = []
const logAt = (level: string) => {
  lines.length = 0
  return createLog({ level, service: { service: 'sparkone', role: 'test' }, write: (line) => lines.push(line) })
}
const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}')

describe('the log', () => {
  it('is one JSON object a line, with level, time and who speaks', () => {
    logAt('info').info({ request_id: 'abcdefgh', status: 200 }, 'answered')
    expect(last()).toMatchObject({
      level: 'info',
      service: 'sparkone',
      request_id: 'abcdefgh',
      status: 200,
      msg: 'answered',
    })
    expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT/)
    expect(lines.at(-1)).toMatch(/\}\n$/)
  })

  it.each([
    ['a phone', { note: 'wrote +55 11 98888-7777 today' }],
    ['a phone in a JID', { note: '5511988887777@s.whatsapp.net' }],
    ['an e-mail address', { note: 'to ana@example.org' }],
    ['a key of ours', { note: 'spk_51km--fSi99ez7Md_uXZQ1kO5ux2jLxV7w55pjyL75r' }],
    ['a header', { headers: { authorization: 'Bearer canary-canary' } }],
    ['a text', { message: { text: 'canary of a text' } }],
    ['a title', { task: { title: 'canary of a title' } }],
  ])('never shows %s', (_, fields) => {
    logAt('info').warn(fields, 'something happened')
    expect(lines.at(-1)).not.toMatch(/98888|ana@|spk_5|canary/)
    expect(lines.at(-1)).toContain('[redacted]')
  })

  it.each(['12345678-1234-4123-8123-123456789012', '0a987654-3210-4987-a543-210987654321'])(
    'shows an id whole, whatever digits it has: %s',
    (id) => {
      logAt('info').info({ person_id: id, ids: [id] }, `of ${id}`)
      expect(last()).toMatchObject({ person_id: id, ids: [id], msg: `of ${id}` })
      logAt('info').info({ note: `${id} 5511988887777` }, 'x')
      expect(last().note).toBe(`${id} [redacted]`)
    },
  )

  it('shows of an error what it is, and its words only where they are ours', () => {
    const driver = Object.assign(new Error('insert failed: (5511988887777, comprar leite)'), { code: '23505' })
    logAt('info').error(
      { error: new PortError('storage', 'unavailable', 'The database is down.', { cause: driver }) },
      'x',
    )
    expect(last().error).toEqual({
      name: 'PortError',
      kind: 'unavailable',
      message: 'The database is down.',
      cause: { name: 'Error', code: '23505' },
    })
    expect(lines.at(-1)).not.toContain('comprar leite')
  })

  it('keeps quiet below its level', () => {
    logAt('warn').info({}, 'quiet')
    expect(lines).toEqual([])
  })
})
