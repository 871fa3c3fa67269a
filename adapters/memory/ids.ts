import type { Ids } from '../../core/kernel/ids.ts'
import { randomBytes, randomUuid, sha256 } from './runtime.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
// Six random bits a character: 43 of them are 258.
const SECRET_LENGTH = 43

const digest = async (text: string): Promise<string> =>
  Array.from(await sha256(text), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Random identifiers and secrets from WebCrypto, which every runtime has. */
export const createIds = (): Ids => ({
  uuid: randomUuid,
  secret: () => Array.from(randomBytes(SECRET_LENGTH), (byte) => ALPHABET.charAt(byte & 63)).join(''),
  digest,
})

/** Foreseeable ones for tests: uuid and secret count up from 1, each on its own; digests are the real ones. */
export const createSequentialIds = (): Ids => {
  let uuids = 0
  let secrets = 0
  return {
    uuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
    secret: () => `secret-${String(++secrets).padStart(SECRET_LENGTH - 7, '0')}`,
    digest,
  }
}
