import { describe, expect, it } from 'vitest'
import { stripSecrets } from '../../../adapters/evolution/secrets.ts'
import recordings from '../../support/recordings/evolution-webhooks.json' with { type: 'json' }

describe('a webhook as it is kept', () => {
  it('holds no credential, wherever the gateway put it', () => {
    const body = {
      apikey: 'INSTANCE-TOKEN-A',
      data: [{ instance: { token: 'T1', hash: 'H1' }, webhook: { headers: { jwt_key: 'J1' } }, kept: true }],
    }
    expect(stripSecrets(body)).toEqual({ data: [{ instance: {}, webhook: { headers: {} }, kept: true }] })
  })

  it('holds nothing of a QR code', () => {
    const event = {
      event: 'qrcode.updated',
      instance: 'x',
      data: { qrcode: { code: 'C', base64: 'B', pairingCode: 'P' } },
    }
    expect(stripSecrets(event)).toEqual({ event: 'qrcode.updated', instance: 'x', data: null })
  })

  it('holds no media and no key to it', () => {
    const kept = JSON.stringify(recordings.audio.map(stripSecrets))
    expect(kept).not.toMatch(/"mediaKey"|waveform|INSTANCE-TOKEN/i)
    expect(kept).toContain('"seconds":4')
  })

  it('keeps the words of every recorded event', () => {
    expect(JSON.stringify(recordings.conversation.map(stripSecrets))).toContain('gastei 35 no almoço')
  })

  it('can be stored as JSON: no NUL, no half surrogates, no endless depth', () => {
    const deep: { inner?: unknown } = {}
    let end = deep
    for (let level = 0; level < 100; level += 1) {
      const inner = {}
      end.inner = inner
      end = inner
    }
    const kept = JSON.stringify(stripSecrets({ 'k\u0000': 'a\u0000b\ud800', deep }))
    expect(kept).not.toContain('\\u0000')
    expect(kept).not.toContain('\\ud800')
    expect(kept.length).toBeLessThan(500)
  })

  it('leaves the body it was given alone', () => {
    const body = { apikey: 'K' }
    stripSecrets(body)
    expect(body).toEqual({ apikey: 'K' })
  })
})
