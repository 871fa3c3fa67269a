import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core'
import type { AliasChannel, Person } from '../../../core/people/ports.ts'
import { instant, oneOf, wallClock } from './columns.ts'

type Chain = NonNullable<Person['chain']>

/** A removed person keeps a row without a name, because tasks and journals still name its id. */
export const people = pgTable(
  'people',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    role: text('role').$type<Person['role']>().notNull(),
    isConfigured: boolean('is_configured').notNull().default(false),
    locale: text('locale').$type<Person['locale']>().notNull(),
    timeZone: text('time_zone').notNull(),
    quietStart: text('quiet_start'),
    quietEnd: text('quiet_end'),
    briefTime: text('brief_time'),
    chain: text('chain').array().$type<Chain[number][]>(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    deletedAt: instant('deleted_at'),
    version: integer('version').notNull(),
  },
  (t) => [
    oneOf<Person['role']>('people_role_check', t.role, { operator: true, member: true }),
    oneOf<Person['locale']>('people_locale_check', t.locale, { 'pt-BR': true, en: true }),
    check('people_quiet_check', sql`(${t.quietStart} is null) = (${t.quietEnd} is null)`),
    check('people_quiet_start_check', wallClock(t.quietStart)),
    check('people_quiet_end_check', wallClock(t.quietEnd)),
    check('people_brief_time_check', wallClock(t.briefTime)),
    check('people_chain_check', sql`${t.chain} <@ array['whatsapp', 'email']`),
    index('people_page_index').on(t.createdAt, t.id).where(sql`deleted_at is null`),
  ],
)

const aliasChannels: Record<AliasChannel, true> = { whatsapp: true, email: true, web: true, sheets: true }

export const aliases = pgTable(
  'aliases',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    channel: text('channel').$type<AliasChannel>().notNull(),
    address: text('address').notNull(),
    key: text('key').notNull(),
    /** The order in which the person's aliases are given back. */
    position: integer('position').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    oneOf('aliases_channel_check', t.channel, aliasChannels),
    unique('aliases_channel_key').on(t.channel, t.key),
    index('aliases_person_index').on(t.personId, t.position),
  ],
)

export const unknownSenders = pgTable(
  'unknown_senders',
  {
    id: text('id').primaryKey(),
    channel: text('channel').$type<AliasChannel>().notNull(),
    address: text('address').notNull(),
    key: text('key').notNull(),
    otherAddress: text('other_address'),
    displayName: text('display_name'),
    messages: integer('messages').notNull(),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (t) => [
    oneOf('unknown_senders_channel_check', t.channel, aliasChannels),
    unique('unknown_senders_channel_key').on(t.channel, t.key),
    index('unknown_senders_last_seen_index').on(t.lastSeenAt, t.id),
  ],
)
