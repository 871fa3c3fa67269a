import { bigint, boolean, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { LinkPurpose, SignInMethod } from '../../../core/accounts/ports.ts'
import { instant, oneOf } from './columns.ts'
import { people } from './people.ts'

export const accounts = pgTable(
  'accounts',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    email: text('email'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [unique('accounts_person').on(t.personId), unique('accounts_email').on(t.email)],
)

const ofAccount = () =>
  text('account_id')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' })

/** A password (as scrypt), or who somebody is at a provider. Tokens of providers are not kept. */
export const credentials = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    accountId: ofAccount(),
    provider: text('provider').notNull(),
    subject: text('subject').notNull(),
    password: text('password'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [unique('credentials_subject').on(t.provider, t.subject), index('credentials_account_index').on(t.accountId)],
)

export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    accountId: ofAccount(),
    digest: text('digest').notNull(),
    method: text('method').$type<SignInMethod>().notNull(),
    /** As it was when the session was last rotated: another one now rotates it again. */
    role: text('role').notNull(),
    hasPassedMfa: boolean('has_passed_mfa').notNull(),
    /** The second factor is still to come: no session yet. */
    isPending: boolean('is_pending').notNull(),
    address: text('address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    oneOf<SignInMethod>('sessions_method_check', t.method, {
      password: true,
      passkey: true,
      provider: true,
      link: true,
    }),
    unique('sessions_digest').on(t.digest),
    index('sessions_account_index').on(t.accountId),
    index('sessions_expiry_index').on(t.expiresAt),
  ],
)

/** What a ceremony under way remembers: challenges of passkeys, states of providers. Digest and ciphertext. */
export const verifications = pgTable(
  'verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    index('verifications_identifier_index').on(t.identifier),
    index('verifications_expiry_index').on(t.expiresAt),
  ],
)

export const totps = pgTable('totps', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  secret: text('secret').notNull(),
  isConfirmed: boolean('is_confirmed').notNull(),
  /** The time step of the last code that was accepted: only later ones are. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull(),
  createdAt: instant('created_at').notNull(),
})

export const recoveryCodes = pgTable(
  'recovery_codes',
  { accountId: ofAccount(), digest: text('digest').notNull() },
  (t) => [primaryKey({ name: 'recovery_codes_pkey', columns: [t.accountId, t.digest] })],
)

export const passkeys = pgTable(
  'passkeys',
  {
    id: text('id').primaryKey(),
    accountId: ofAccount(),
    name: text('name'),
    publicKey: text('public_key').notNull(),
    credentialId: text('credential_id').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text('transports'),
    aaguid: text('aaguid'),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [unique('passkeys_credential').on(t.credentialId), index('passkeys_account_index').on(t.accountId)],
)

export const signInLinks = pgTable(
  'sign_in_links',
  {
    id: text('id').primaryKey(),
    digest: text('digest').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    purpose: text('purpose').$type<LinkPurpose>().notNull(),
    resetsMfa: boolean('resets_mfa').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    oneOf<LinkPurpose>('sign_in_links_purpose_check', t.purpose, { first: true, invitation: true, recovery: true }),
    unique('sign_in_links_digest').on(t.digest),
    index('sign_in_links_person_index').on(t.personId),
  ],
)

export const signInTries = pgTable('sign_in_tries', {
  key: text('key').primaryKey(),
  tries: integer('tries').notNull(),
  endsAt: instant('ends_at').notNull(),
})

/** Secrets that SparkOne made itself because none was configured. */
export const consoleSecrets = pgTable('console_secrets', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
})
