import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKey, parsePhone, parseWhatsAppAddress, phoneKey } from '../../../core/people/phone.ts'

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''))
const area = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([a, b]) => `${a}${b}`)
const oldMobile = fc.tuple(fc.constantFrom('6', '7', '8', '9'), digits(7)).map((parts) => parts.join(''))

describe('the key of a WhatsApp address', () => {
  it.each([
    ['5511999998888', '551199998888'],
    ['551199998888', '551199998888'],
    ['+55 (11) 99999-8888', '551199998888'],
    ['11 99999-8888', '551199998888'],
    ['(11) 9999-8888', '551199998888'],
    ['011 99999-8888', '551199998888'],
    ['0055 11 99999 8888', '551199998888'],
    ['5511999998888@s.whatsapp.net', '551199998888'],
    ['5511999998888:12@s.whatsapp.net', '551199998888'],
    ['558587654321@s.whatsapp.net', '558587654321'],
    ['5585987654321', '558587654321'],
    ['55 55 99123-4567', '555591234567'],
    ['123456789012345@lid', '123456789012345@lid'],
    ['123456789012345:3@lid', '123456789012345@lid'],
    [' 123456789012345@LID ', '123456789012345@lid'],
    ['14155550123', '14155550123'],
    ['+1 415 555-0123', '14155550123'],
    ['+47 91 23 45 67', '4791234567'],
    ['5215512345678@s.whatsapp.net', '525512345678'],
    ['5491123456789', '541123456789'],
    ['120363000000000001@g.us', '120363000000000001@g.us'],
    [' Qualquer Coisa ', 'qualquer coisa'],
    ['', ''],
  ])('of %j is %j', (text, key) => {
    expect(phoneKey(text)).toBe(key)
  })

  it('is the same with and without the ninth digit, however it is written', () => {
    fc.assert(
      fc.property(area, oldMobile, fc.integer({ min: 0, max: 99 }), (ddd, line, device) => {
        const spellings = [
          `55${ddd}${line}`,
          `55${ddd}9${line}`,
          `+55 ${ddd} 9${line.slice(0, 4)}-${line.slice(4)}`,
          `+55 (${ddd}) ${line.slice(0, 4)}-${line.slice(4)}`,
          `55${ddd}${line}@s.whatsapp.net`,
          `55${ddd}9${line}:${device}@s.whatsapp.net`,
        ]
        expect(new Set(spellings.map(phoneKey)).size).toBe(1)
      }),
    )
  })

  it('never takes a mobile for the landline that shares its last eight digits', () => {
    expect(phoneKey('5511934567890')).not.toBe(phoneKey('551134567890'))
  })

  it('is its own key', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          area.map((ddd) => `55${ddd}998887777`),
          digits(12),
          digits(15),
        ),
        (text) => {
          const key = phoneKey(text)
          expect(addressKey(key)).toBe(key)
        },
      ),
    )
  })

  it('tells different lines apart', () => {
    fc.assert(
      fc.property(area, oldMobile, area, oldMobile, (ddd, line, otherDdd, otherLine) => {
        fc.pre(ddd !== otherDdd || line !== otherLine)
        expect(phoneKey(`55${ddd}9${line}`)).not.toBe(phoneKey(`55${otherDdd}9${otherLine}`))
      }),
    )
  })
})

describe('a phone to store', () => {
  it.each([
    ['+55 (11) 99999-8888', '5511999998888'],
    ['11 99999 8888', '5511999998888'],
    ['(85) 3456-7890', '558534567890'],
    ['5511999998888', '5511999998888'],
    ['551199998888', '551199998888'],
    ['5511999998888@s.whatsapp.net', '5511999998888'],
    ['+351 912 345 678', '351912345678'],
    ['+47 91 23 45 67', '4791234567'],
    ['00 351 912 345 678', '351912345678'],
    ['14155550123', '14155550123'],
  ])('%j is %j', (text, stored) => {
    expect(parsePhone(text)).toBe(stored)
  })

  it.each(['', ' ', '99999-8888', '999998888', 'ana', '+', '55', '5511', '55119999988889', '550199998888'])(
    '%j is refused',
    (text) => {
      expect(parsePhone(text)).toBeNull()
    },
  )

  it.each(['120363000000000001@g.us', '123456789012345@lid', '5511999998888@example.org', '5511999998888\n1'])(
    '%j is no phone',
    (text) => {
      expect(parsePhone(text)).toBeNull()
    },
  )

  it('keeps its key when it is stored', () => {
    fc.assert(
      fc.property(area, oldMobile, (ddd, line) => {
        const written = `(${ddd}) 9${line.slice(0, 4)}-${line.slice(4)}`
        expect(phoneKey(parsePhone(written) ?? '')).toBe(phoneKey(written))
      }),
    )
  })

  it('may be a LID where a WhatsApp address is asked for', () => {
    expect(parseWhatsAppAddress('123456789012345:2@lid')).toBe('123456789012345@lid')
    expect(parseWhatsAppAddress('11 99999-8888')).toBe('5511999998888')
    expect(parseWhatsAppAddress('120363000000000001@g.us')).toBeNull()
  })
})
