import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './tethered.ts'

export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** A certificate that vouches for itself, valid for a day, for localhost and 127.0.0.1 unless told otherwise. */
export const makeCertificate = (
  names: readonly string[] = ['DNS:localhost', 'IP:127.0.0.1'],
  days = 1,
): Certificate => {
  const folder = temporaryFolder('certificate')
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', String(days)],
        ...['-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-addext', `subjectAltName=${names.join(',')}`],
      ],
      { stdio: ['ignore', 'ignore', 'ignore'] },
    )
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
