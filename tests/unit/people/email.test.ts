import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emailKey, parseEmail } from '../../../core/people/email.ts'

describe('an e-mail address', () => {
  it.each([
    [' Ana@Example.ORG ', 'Ana@example.org'],
    ['ana.maria+tarefas@mail.example.com.br', 'ana.maria+tarefas@mail.example.com.br'],
    ['root@localhost', 'root@localhost'],
  ])('%j is stored as %j', (text, stored) => {
    expect(parseEmail(text)).toBe(stored)
  })

  it.each([
    '',
    'ana',
    '@example.org',
    'ana@',
    'ana@gmail',
    'ana@example..org',
    'ana@-example.org',
    'ana@exa mple.org',
    '.ana@example.org',
    'ana@b@example.org',
    'Ana <ana@example.org>',
    'ana@example.org, bia@example.org',
    'ana@example.org\r\nBcc: bia@example.org',
    'ana\u0000@example.org',
    `${'a'.repeat(65)}@example.org`,
    `ana@${'a.'.repeat(130)}org`,
  ])('%j is refused', (text) => {
    expect(parseEmail(text)).toBeNull()
  })

  it('shares its key with every spelling in other case', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        expect(emailKey(` ${address.toUpperCase()} `)).toBe(emailKey(address.toLowerCase()))
      }),
    )
  })

  it('has nothing in it that could end a header', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const parsed = parseEmail(`${before}@${after}.org`)
        expect(parsed === null || /^[\x21-\x7e]+$/.test(parsed)).toBe(true)
      }),
    )
  })
})
