import { describe, expect, it } from 'vitest'
import { aliasOn } from '../../../core/people/address.ts'
import { anAlias, minutesLater } from '../../contracts/samples.ts'

describe('the alias by which a person is reached', () => {
  const lid = anAlias('p', { address: '123456@lid' })
  const newer = anAlias('p', { address: '5511900000002', createdAt: minutesLater(2) })
  const older = anAlias('p', { address: '5511900000001', createdAt: minutesLater(1) })
  const mail = anAlias('p', { channel: 'email', address: 'ana@example.com' })

  it('is their oldest on the channel, a phone before a LID', () => {
    expect(aliasOn('whatsapp', { aliases: [lid, newer, older, mail] })).toBe(older)
    expect(aliasOn('email', { aliases: [lid, newer, older, mail] })).toBe(mail)
  })

  it('is a LID when there is nothing better, and none where there is none', () => {
    expect(aliasOn('whatsapp', { aliases: [lid, mail] })).toBe(lid)
    expect(aliasOn('email', { aliases: [lid] })).toBeNull()
  })
})
