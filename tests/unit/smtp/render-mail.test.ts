import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderMail } from '../../../adapters/smtp/render-mail.ts'

const source = { kind: 'alert', subject: 'Disco cheio', body: 'O disco está cheio.', locale: 'pt-BR' } as const

describe('a notification as e-mail', () => {
  it('has its words as text and as HTML, in the language of the person', () => {
    const { subject, text, html } = renderMail({ ...source, body: 'Primeira linha\nsegunda\n\nOutro parágrafo' })
    expect(subject).toBe('Disco cheio')
    expect(text).toBe(
      'Primeira linha\nsegunda\n\nOutro parágrafo\n\n-- \nEnviado pelo SparkOne, que cuida dos seus avisos.\n',
    )
    expect(html).toContain('<html lang="pt-BR">')
    expect(html).toContain('>Primeira linha<br>segunda</p>')
    expect(html).toContain('>Outro parágrafo</p>')
    expect(html).toContain('name="viewport"')
  })

  it.each([
    ['alert', 'Alerta do SparkOne', 'Alert from SparkOne'],
    ['reminder', 'Lembrete do SparkOne', 'Reminder from SparkOne'],
    ['brief', 'Seu resumo do SparkOne', 'Your brief from SparkOne'],
    ['reply', 'Resposta do SparkOne', 'Reply from SparkOne'],
  ] as const)('says what it is when a %s has no subject', (kind, portuguese, english) => {
    expect(renderMail({ ...source, kind, subject: null }).subject).toBe(portuguese)
    expect(renderMail({ ...source, kind, subject: ' \r\n ', locale: 'en' }).subject).toBe(english)
  })

  it('lets no text become markup', () => {
    const { html } = renderMail({
      ...source,
      subject: '<b>&"\'',
      body: '<script>alert(1)</script> a & b <img src="x">',
    })
    expect(html).not.toMatch(/<script|<img|<b>/)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; a &amp; b &lt;img src=&quot;x&quot;&gt;')
    expect(html).toContain('&lt;b&gt;&amp;&quot;&#39;')
  })

  it('lets nothing in a subject end its header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (subject) => {
        const rendered = renderMail({ ...source, subject })
        expect(rendered.subject).toMatch(/^[^\p{Cc}\u2028\u2029]+$/u)
        expect([...rendered.subject].length).toBeLessThanOrEqual(200)
        expect(rendered.subject.isWellFormed()).toBe(true)
      }),
    )
    const broken = 'Oi\r\nBcc: bia@example.org\r\n\r\n<p>'
    expect(renderMail({ ...source, subject: broken }).subject).toBe('Oi Bcc: bia@example.org <p>')
  })

  it('cuts a subject between characters, never through one', () => {
    const { subject } = renderMail({ ...source, subject: '🙂'.repeat(300) })
    expect([...subject]).toHaveLength(200)
    expect(subject.endsWith('🙂…')).toBe(true)
  })
})
