import type { MirrorTrouble } from '../../core/sync/ports.ts'
import { type ConnectionSettings, connect } from './connection.ts'
import { NotionRefusal, settled } from './failure.ts'
import { trouble } from './mapping.ts'
import { SHOWN } from './names.ts'
import { KEY_NAME, parseNotionId } from './settings.ts'
import { Database } from './wire.ts'

export interface NewDatabase {
  /** The page under which it is made, shared with the connection: an id or an address. */
  readonly page: string
  readonly locale: 'pt-BR' | 'en'
  readonly title: string
}

export type SetUp =
  | { readonly ok: true; readonly databaseId: string; readonly url: string | null }
  /** bad_page: neither an id nor an address · no_page: there is none, or it is not shared with the connection */
  | {
      readonly ok: false
      readonly trouble: MirrorTrouble | { readonly code: 'bad_page' } | { readonly code: 'no_page' }
    }

/**
 * Makes a fresh database with every property that SparkOne knows. Each call makes another one. Status is a select:
 * the API gives a status property's options no groups. Throws PortError; after `unavailable` look before asking again.
 */
export const setUpNotion = async (
  settings: ConnectionSettings,
  { page, locale, title }: NewDatabase,
): Promise<SetUp> => {
  const pageId = parseNotionId(page)
  if (pageId === null) return { ok: false, trouble: { code: 'bad_page' } }
  const body = {
    parent: { type: 'page_id', page_id: pageId },
    title: [{ text: { content: title } }],
    initial_data_source: { properties: propertiesIn(locale) },
  }
  const call = connect(settings)
  try {
    const made = await call(Database, (client) => client.request({ method: 'post', path: 'databases', body }))
    return { ok: true, databaseId: made.id, url: made.url ?? null }
  } catch (error) {
    if (error instanceof NotionRefusal && error.status === 404) return { ok: false, trouble: { code: 'no_page' } }
    if (error instanceof NotionRefusal && error.status === 403) return { ok: false, ...trouble('credentials_refused') }
    throw settled(error)
  }
}

// No colours: Notion chooses them, and refuses ones that differ from what is there.
const optionsOf = (names: Readonly<Record<string, string>>) => ({
  options: Object.values(names).map((name) => ({ name })),
})

const propertiesIn = (locale: NewDatabase['locale']): Record<string, unknown> => {
  const names = SHOWN[locale]
  return {
    [names.title]: { title: {} },
    [names.status]: { select: optionsOf(names.statuses) },
    [names.due]: { date: {} },
    [names.priority]: { select: optionsOf(names.priorities) },
    [names.assignee]: { people: {} },
    [names.labels]: { multi_select: { options: [] } },
    [names.description]: { rich_text: {} },
    [KEY_NAME]: { rich_text: {} },
  }
}
