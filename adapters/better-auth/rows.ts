import type { AccountRecord, Session, SignInMethod } from '../../core/accounts/ports.ts'

/** In ms of Unix time; 0 for no moment. */
export const at = (value: AccountRecord[string] | undefined): number => (value instanceof Date ? value.getTime() : 0)

export const sessionOf = (row: AccountRecord, personId: string): Session => ({
  id: String(row.id),
  accountId: String(row.accountId),
  personId,
  method: row.method as SignInMethod,
  hasPassedMfa: row.hasPassedMfa === true,
  address: row.address === null ? null : String(row.address),
  userAgent: typeof row.userAgent === 'string' && row.userAgent !== '' ? row.userAgent : null,
  createdAt: new Date(at(row.createdAt)),
  lastSeenAt: new Date(at(row.lastSeenAt)),
  expiresAt: new Date(at(row.expiresAt)),
})
