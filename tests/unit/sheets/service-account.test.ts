import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readServiceAccount } from '../../../adapters/sheets/index.ts'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const email = 'sparkone@projeto.iam.gserviceaccount.com'
const json = (fields: object = {}): string =>
  JSON.stringify({ type: 'service_account', client_email: email, private_key: privateKey, token_uri: 'x', ...fields })

describe('the key of a service account', () => {
  it.each([
    ['as Google hands it out', json()],
    ['in base64', Buffer.from(json()).toString('base64')],
    ['with line breaks that became letters on their way', json({ private_key: privateKey.replaceAll('\n', '\\n') })],
  ])('is read %s', (_how, text) => {
    expect(readServiceAccount(text)).toEqual({ account: { clientEmail: email, privateKey } })
  })

  it.each([
    ['/etc/sheets.json', 'not_json'],
    ['{"a":', 'not_json'],
    ['null', 'not_json'],
    ['{}', 'not_a_service_account'],
    [json({ type: 'authorized_user' }), 'not_a_service_account'],
    [json({ client_email: 'ninguém' }), 'not_a_service_account'],
    [json({ private_key: 'segredo' }), 'bad_private_key'],
    [json({ private_key: privateKey.slice(0, 400) }), 'bad_private_key'],
  ])('that is none says why, and nothing of itself', (text, problem) => {
    expect(readServiceAccount(text)).toEqual({ problem })
  })
})
