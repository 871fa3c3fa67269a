import { describe, expect, it } from 'vitest'
import { mailSubject } from '../../../core/notify/mail-subject.ts'
import type { Delivery } from '../../../core/notify/ports.ts'

const given = { kind: 'alert', subject: 'Alerta: DatabaseDown' } as const
const ended = (reason: string | null, state: Delivery['state'] = 'failed') => ({ reason, state })

describe('the subject of an e-mail', () => {
  it.each([
    ['no_receipt', 60, 'o WhatsApp não confirmou em 60 s'],
    ['no_receipt', 600, 'o WhatsApp não confirmou em 10 min'],
    ['failed_receipt', 60, 'o WhatsApp não conseguiu entregar'],
    ['not_configured', 60, 'o WhatsApp não está configurado'],
    ['logged_out', 60, 'o WhatsApp está desconectado'],
    ['licence', 60, 'o WhatsApp está sem licença'],
    ['unauthorized', 60, 'o WhatsApp recusou a nossa chave'],
    ['rejected', 60, 'o WhatsApp recusou a mensagem'],
    ['throttled', 60, 'o WhatsApp limitou os envios'],
    ['never_heard_of', 60, 'o WhatsApp não está funcionando'],
    [null, 60, 'o WhatsApp não está funcionando'],
  ])('says why it came by e-mail: %s after %i s', (reason, waited, words) => {
    const subject = mailSubject(given, 'pt-BR', ended(reason), waited)
    expect(subject).toBe(`Alerta: DatabaseDown · por e-mail porque ${words}`)
  })

  it('tells our own hourly cap from a limit of the gateway', () => {
    expect(mailSubject(given, 'pt-BR', ended('throttled', 'skipped'), 60)).toMatch(
      /porque o limite de mensagens por hora foi atingido$/,
    )
    expect(mailSubject(given, 'en', ended('throttled', 'skipped'), 60)).toMatch(
      /because the limit of messages per hour was reached$/,
    )
  })

  it('is in English for whoever reads English', () => {
    expect(mailSubject({ kind: 'brief', subject: null }, 'en', ended('no_receipt'), 600)).toBe(
      'Your day · by e-mail because WhatsApp did not confirm within 10 min',
    )
  })

  it('is the kind when none was given, and gives no reason when there is none', () => {
    expect(mailSubject({ kind: 'reminder', subject: ' \n' }, 'pt-BR', null, 60)).toBe('Lembrete')
    expect(mailSubject(given, 'pt-BR', null, 60)).toBe('Alerta: DatabaseDown')
  })

  it('is one bounded line, whatever was given', () => {
    const subject = mailSubject(
      { kind: 'alert', subject: `a\r\nBcc: x@example.com${'🙂'.repeat(300)}` },
      'en',
      null,
      60,
    )
    expect(subject).toMatch(/^a Bcc: x@example\.com🙂+…$/u)
    expect([...subject]).toHaveLength(200)
  })
})
